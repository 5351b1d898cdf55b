import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../src/channels/channel.ts';
import { createMailChannel } from '../../../src/channels/mail/channel.ts';
import { addressIn, mailServerOf } from '../../../src/channels/mail/settings.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { SendFailure } from '../../../src/core/errors.ts';
import { startMailServer, type MailFault, type MailServer } from '../../stand-ins/mail-server.ts';

let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

const from = 'Wegwijs Wegstad <wegwijs@wegstad.example>';
const delivery: Delivery = {
  id: 'entry-1',
  conversation: 'a_one',
  reference: {},
  op: 'send',
  activity: {
    type: 'message',
    text: 'Een regel.\n.\nNog één.',
    importance: 'high',
    recipient: { id: 'crisis@wegstad.example', name: 'Crisisdienst' },
    channelData: { subject: 'Mogelijk gevaar' },
  },
  timeoutMs: 5_000,
};

const send = (more: Partial<Delivery> = {}, url = server.url) =>
  createMailChannel({ settings: { url, from }, clock: systemClock }).send!({ ...delivery, ...more });

/** The kind of failure, or what was sent. */
const outcome = (more: Partial<Delivery> = {}, url = server.url) =>
  send(more, url).catch((error: unknown) => (error instanceof SendFailure ? error.kind : error));

test('a mail arrives with its sender, recipient, subject and text', async () => {
  await send();
  const [mail] = server.taken;
  expect(mail).toMatchObject({ from: 'wegwijs@wegstad.example', to: ['crisis@wegstad.example'] });
  expect(mail?.source).toContain('From: Wegwijs Wegstad <wegwijs@wegstad.example>');
  expect(mail?.source).toContain('Subject: Mogelijk gevaar');
  expect(mail?.source).toContain('Auto-Submitted: auto-generated');
  expect(mail?.source).toMatch(/Een regel\.\r?\n\.\r?\nNog =C3=A9=C3=A9n\./);
  expect(mail?.messageId).toBe('<entry-1@wegstad.example>');
});

test.each<[string, MailFault, string]>([
  ['refuses the recipient for now', { refuse: 'recipient', code: 450 }, 'unavailable'],
  ['refuses the recipient for good', { refuse: 'recipient', code: 550 }, 'refused'],
  ['refuses us', { refuse: 'sender', code: 553 }, 'unauthorized'],
  ['refuses the mail for now', { refuse: 'data', code: 451 }, 'unavailable'],
  ['refuses the mail for good', { refuse: 'data', code: 554 }, 'refused'],
  ['tears the connection before the mail', 'torn before', 'unreachable'],
  ['tears the connection after the mail', 'torn after', 'unanswered'],
])('a server that %s', async (_what, fault, kind) => {
  server.inject(fault);
  expect(await outcome()).toBe(kind);
  expect(server.taken).toHaveLength(kind === 'unanswered' ? 1 : 0);
  expect(await outcome()).toEqual({});
});

test('a server that does not answer the mail is given up, in doubt; a slow one is waited for', async () => {
  server.inject('silence', { slowMs: 50 });
  expect(await outcome({ timeoutMs: 300 })).toBe('unanswered');
  expect(await outcome()).toEqual({});
  expect(server.taken.map(({ messageId }) => messageId)).toEqual([
    '<entry-1@wegstad.example>',
    '<entry-1@wegstad.example>',
  ]);
});

test('where nobody listens nothing was delivered', async () => {
  await server.close();
  expect(await outcome()).toBe('unreachable');
  server = await startMailServer();
});

test('what the server says never reaches the failure, since it may hold an address', async () => {
  server.inject({ refuse: 'recipient', code: 550 });
  const failure = await send().catch((error: unknown) => error as Error);
  expect((failure as Error).message).toBe('the mail server answered 550');
});

test('a login is used; a wrong one is ours to mend', async () => {
  const closed = await startMailServer({ needsLogin: true });
  try {
    expect(await outcome({}, closed.url)).toEqual({});
    expect(closed.taken).toHaveLength(1);
    expect(await outcome({}, `smtp://wegwijs:wrong@127.0.0.1:${closed.port}`)).toBe('unauthorized');
    expect(await outcome({}, `smtp://127.0.0.1:${closed.port}`)).toBe('unauthorized');
  } finally {
    await closed.close();
  }
});

test('what cannot be a mail is refused', async () => {
  expect(await outcome({ op: 'update' })).toBe('refused');
  expect(await outcome({ activity: { type: 'message', text: 'To nobody.' } })).toBe('refused');
  expect(server.begun()).toBe(0);
});

describe('settings', () => {
  test('name the server; a password only goes over TLS, but to this machine', () => {
    expect(mailServerOf({ url: 'smtp://u%40x:p%3A@mail.example' })).toEqual({
      host: 'mail.example',
      port: 587,
      secure: false,
      requireTLS: true,
      credentials: { user: 'u@x', pass: 'p:' },
    });
    expect(mailServerOf({ url: 'smtps://mail.example' })).toEqual({
      host: 'mail.example',
      port: 465,
      secure: true,
      requireTLS: false,
    });
    expect(mailServerOf({ url: 'smtp://u:p@127.0.0.1:2525' })).toMatchObject({ port: 2525, requireTLS: false });
    expect(() => createMailChannel({ settings: { url: 'http://x', from }, clock: systemClock })).toThrow(/smtp:/);
    expect([addressIn(from), addressIn('a@b.example')]).toEqual(['wegwijs@wegstad.example', 'a@b.example']);
  });

  test('a password is not said to a server without TLS', async () => {
    // This machine, by a name that is not known to be it.
    expect(await outcome({}, `smtp://u:p@127.1:${server.port}`)).toBe('unauthorized');
    expect(server.logins()).toBe(0);
    expect(await outcome({}, `smtp://127.1:${server.port}`)).toEqual({});
  });
});
