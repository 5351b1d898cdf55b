import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createNotices } from '../../src/app/notices.ts';
import { createMailChannel } from '../../src/channels/registry.ts';
import type { NoticeSettings } from '../../src/core/notice.ts';
import { systemClock } from '../../src/core/clock.ts';
import { startMailServer, type MailServer } from '../stand-ins/mail-server.ts';
import { openTurnWorld, type TurnWorld } from '../turn/world.ts';

let mailServer: MailServer;
let world: TurnWorld;
beforeEach(async () => {
  mailServer = await startMailServer();
  const settings = { url: mailServer.url, from: 'Wegwijs <wegwijs@wegstad.example>' };
  world = await openTurnWorld({}, { mail: createMailChannel({ settings, clock: systemClock }) });
});
afterEach(async () => {
  await world.close();
  await mailServer.close();
});

const choose = async (mail: NoticeSettings['mail']): Promise<void> => {
  await createNotices({ ...world, isMailOn: true }).set('wegstad', 'sanne', {
    mail,
    browser: { urgent: false, normal: false },
  });
  await world.mailbox.idle();
};

let newcomers = 0;

/** Somebody new wants a person. */
async function ask(): Promise<void> {
  const conversation = `c_web.wegstad.newcomer${++newcomers}`;
  for (const value of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) {
    await world.say(value, { conversation, value, channelData: { postBack: true } });
  }
  await world.mailbox.idle();
}

/** As time goes by: what is due is taken up. */
async function goOn(ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.mailbox.sweep();
  await world.mailbox.idle();
}

const mails = (): string[] => mailServer.taken.map(({ source }) => source.replace(/=\r?\n/g, ''));
const hour = 3_600_000;

test('nobody is mailed who did not choose it, nor for an urgency that they did not choose', async () => {
  await ask();
  await choose({ urgent: true, normal: false });
  await ask();
  expect(mails()).toEqual([]);
});

test('who chose it is mailed that somebody waits, and neither who nor what about', async () => {
  await choose({ urgent: false, normal: true });
  await ask();
  expect(mails()).toHaveLength(1);
  expect(mailServer.taken[0]?.to).toEqual(['s.verhoef@wegstad.example']);
  expect(mails()[0]).toMatch(/http:\/\/localhost:3978\/console/);
  expect(mails()[0]).not.toMatch(/W-[2-9A-Z]{3}|Amina|t_/);
});

test('what comes soon after is counted and told later, in one mail', async () => {
  await choose({ urgent: false, normal: true });
  await ask();
  await ask();
  await ask();
  expect(mails()).toHaveLength(1);
  for (let waited = 0; waited < 7; waited++) await goOn(hour / 12);
  expect(mails()).toHaveLength(2);
  expect(mails()[1]).toContain('Gewoon: 2');
});

test('outside working hours it is quiet; the mail comes when work begins', async () => {
  await choose({ urgent: true, normal: true });
  world.clock.advance(12 * hour);
  await ask();
  expect(mails()).toEqual([]);
  await goOn(2 * hour);
  expect(mails()).toEqual([]);
  for (let waited = 0; mails().length === 0 && waited < 6 * 24; waited++) await goOn(hour);
  expect(mails()).toHaveLength(1);
});
