import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { logIn, ticketsOf } from './console.ts';
import { buttonsOf, isFromBot, textKeysOf, visit } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
beforeAll(async () => {
  server = await startAppServer();
}, 120_000);
afterAll(() => server.close());

/** The button that somebody taps who cannot come tomorrow and has no code, in whatever the bot offers. */
const wanted = [
  /^ask:appointments\.(absent|cancel|reschedule)$/,
  /^choose:appointment$/,
  /^choose:tomorrow$/,
  /^choose:skip$/,
  /^choose:yes$/,
  /^code:none$/,
  /^choose:appointments$/,
];

const mostTaps = 4;

test('somebody who writes Arabic and has no code gets an unverified ticket with a Dutch headline by tapping', async () => {
  const visitor = await visit(server, { locale: 'ar' });
  let reply = await visitor.hear('لا أستطيع الحضور إلى موعدي وليس عندي رمز');
  expect(reply.locale).toBe('ar');
  const tapped: string[] = [];
  while (!textKeysOf(reply).some((key) => key.startsWith('support.receipt'))) {
    const values = buttonsOf(reply).map(({ value }) => value);
    const value = wanted.flatMap((pattern) => values.filter((one) => pattern.test(one)))[0];
    expect({ said: textKeysOf(reply), offered: values, tapped }).toMatchObject({
      offered: expect.arrayContaining([value]),
    });
    if (value === undefined || tapped.length > 10) break;
    tapped.push(value);
    reply = await visitor.tap(value);
    expect(reply.locale).toBe('ar');
  }

  const sanne = await logIn(server, 'sanne');
  const [ticket] = await until(async () => {
    const tickets = await ticketsOf(sanne);
    return tickets.length > 0 && tickets;
  });
  expect(ticket).toMatchObject({ topic: 'appointments', language: 'ar', verified: false, status: 'waiting' });
  expect(ticket?.headline).toMatch(/afspraak.*Arabisch.*niet geverifieerd/i);
  expect(ticket?.headline).not.toMatch(/\p{Script=Arabic}/u);
  expect(ticket?.promise).toMatch(/^\d{4}-/);

  const { activities } = await visitor.log();
  const said = activities.filter(isFromBot).map(({ text }) => text ?? '');
  expect(said.some((text) => text.includes(ticket?.number ?? '?'))).toBe(true);
  expect(said.join('\n')).not.toMatch(/Amina|Sanne|Stadhuis/);
  expect({ tapped, isFew: tapped.length <= mostTaps }).toMatchObject({ isFew: true });
}, 60_000);
