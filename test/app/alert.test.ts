import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { alertOf } from '../../src/core/alert.ts';
import { startMailServer, type MailServer, type TakenMail } from '../stand-ins/mail-server.ts';
import { readDocuments, readLogRows } from './data.ts';
import { buttonsOf, textKeysOf, visit } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let mailServer: MailServer;
let server: AppServer;
beforeEach(async () => {
  mailServer = await startMailServer();
  server = await startAppServer({ SMTP_URL: mailServer.url, MAIL_FROM: 'Wegwijs <wegwijs@wegstad.example>' });
}, 120_000);
afterEach(async () => {
  await server.close();
  await mailServer.close();
});

const sentence = 'ik wil niet meer leven';

/** Somebody in danger, who must have the numbers whatever becomes of the mail. */
async function inDanger(): Promise<string> {
  const visitor = await visit(server, { locale: 'nl' });
  const reply = await visitor.hear(sentence);
  expect(textKeysOf(reply)[0]).toBe('support.danger_suicide');
  expect(buttonsOf(reply)[0]).toMatchObject({ type: 'call', value: 'tel:112' });
  return visitor.id;
}

/** Nothing is left to be sent. */
const isQuiet = (): boolean =>
  readDocuments<{ outbox: unknown[]; handled: unknown[] }>(server.dataDir, 'alerts').every(
    ({ body }) => body.outbox.length + body.handled.length === 0,
  );

const quietWhen = (isSo: () => boolean): Promise<true> => until(() => Promise.resolve(isSo() && isQuiet()));

const mailsOf = (conversation: string): TakenMail[] =>
  mailServer.taken.filter(({ source }) => source.replace(/=\r?\n/g, '').includes(conversation));

/** How many sends of its alert were cut off. */
const inDoubt = (conversation: string): number =>
  readLogRows(server.dataDir)
    .filter(({ body }) => body.conversation === alertOf(conversation))
    .reduce((sum, { body }) => sum + (body.delivery?.inDoubt ?? 0), 0);

test('a mail arrives once through refusals and torn connections before it, and holds nothing of what was said', async () => {
  mailServer.inject({ refuse: 'recipient', code: 450 }, 'torn before', { refuse: 'data', code: 451 }, { slowMs: 300 });
  const conversation = await inDanger();
  await quietWhen(() => mailsOf(conversation).length === 1);
  expect(mailServer.begun()).toBe(4);
  const [mail] = mailsOf(conversation);
  expect(mail).toMatchObject({ from: 'wegwijs@wegstad.example', to: ['crisis@wegstad.example'] });
  expect(mail?.source).not.toMatch(/leven|113|suicide/);
  expect(server.output.join('\n')).not.toMatch(/niet meer leven|crisis@|not now/);
  expect(inDoubt(conversation)).toBe(0);
}, 60_000);

test('one that is torn after it comes once more, under the same Message-ID', async () => {
  mailServer.inject('torn after');
  const conversation = await inDanger();
  await quietWhen(() => mailsOf(conversation).length === 2);
  expect(new Set(mailsOf(conversation).map(({ messageId }) => messageId)).size).toBe(1);
  expect(inDoubt(conversation)).toBe(1);
}, 60_000);

test('one that is refused for good is given up, and the next danger is mailed', async () => {
  mailServer.inject({ refuse: 'recipient', code: 550 });
  const visitor = await visit(server, { locale: 'nl' });
  await visitor.hear(sentence);
  await quietWhen(() => server.output.some((line) => line.includes('a message was given up')));
  await visitor.hear(sentence);
  await quietWhen(() => mailsOf(visitor.id).length === 1);
}, 60_000);

test('a kill between the answer and the mail loses none: while no mail server is there, and while one does not answer', async () => {
  const { port } = mailServer;
  await mailServer.close();
  const unsent = await inDanger();
  await server.kill();
  mailServer = await startMailServer({ port });
  await server.start();
  await quietWhen(() => mailsOf(unsent).length === 1);

  mailServer.inject('silence');
  const doubtful = await inDanger();
  await mailServer.until({ taken: 2 });
  await server.kill();
  await server.start();
  await quietWhen(() => mailsOf(doubtful).length === 2);
  expect(new Set(mailsOf(doubtful).map(({ messageId }) => messageId)).size).toBe(1);
  expect(mailsOf(unsent)).toHaveLength(1);
  expect(inDoubt(doubtful)).toBe(1);
}, 120_000);
