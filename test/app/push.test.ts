import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openPush } from '../../src/app/push.ts';
import { pushOf } from '../../src/core/reach.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import { pushes } from '../../src/reach/push.ts';
import { startPushService, type Browser, type PushService } from '../stand-ins/push-service.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

const chat = 'c_web.wegstad.test';
let service: PushService;
let world: TurnWorld;
let push: Awaited<ReturnType<typeof openPush>>;
beforeEach(async () => {
  service = await startPushService();
  world = await openTurnWorld();
  push = await openPush({ ...world, publicUrl: 'http://localhost:3978', services: [service.origin] });
  world.mailbox.use([push.channel]);
});
afterEach(async () => {
  await world.close();
  await service.close();
});

let counter = 0;
const operation = () => ({
  id: `operation-${++counter}`,
  staff: { id: 'sanne', name: 'Sanne Verhoef' },
  at: world.clock.now(),
});

async function ask(): Promise<{ receipt: Said | undefined; ticket: string }> {
  for (const tap of ['human:', 'choose:other', 'choose:skip']) await world.tap(tap);
  const receipt = (await world.tap('choose:yes')).at(-1);
  const [ticket] = await world.store.find(tickets, { where: { conversation: chat }, limit: 1 });
  return { receipt, ticket: ticket?.id ?? '' };
}

async function subscribed(): Promise<Browser> {
  const browser = service.subscribe(push.page.publicKey);
  await push.page.subscribe(chat, 'wegstad', browser.subscription);
  await world.mailbox.idle();
  return browser;
}

async function answer(ticket: string, text: string): Promise<void> {
  await world.desk.claim(ticket, operation());
  await world.desk.answer(ticket, operation(), text);
  await world.mailbox.idle();
}

test('the receipt of a question leads to the ways to hear its answer', async () => {
  const { receipt, ticket } = await ask();
  expect(receipt?.actions.map(({ value }) => value)).toContain(`reach:${ticket}`);
  const [how] = await world.tap(`reach:${ticket}`);
  expect(how?.texts).toEqual(['support.reach_how']);
  expect(how?.actions.map(({ value }) => value)).toEqual(['reach:push']);
  expect((await world.tap('reach:push'))[0]?.texts).toEqual(['support.reach_no_push']);
});

test('an answer is pushed to the browser, signed and sealed, and the push holds nothing of it', async () => {
  const { ticket } = await ask();
  const browser = await subscribed();
  await answer(ticket, 'Uw afspraak is op maandag.');
  expect(service.broken).toEqual([]);
  expect(browser.read).toEqual([JSON.stringify({ text: 'Er is een antwoord. Open het gesprek.', language: 'nl' })]);
});

test('a service that is not well is tried again; a browser that is gone is written to no more', async () => {
  const { ticket } = await ask();
  const browser = await subscribed();
  service.inject(503, 429);
  await answer(ticket, 'Eerst dit.');
  for (let tries = 0; browser.read.length === 0 && tries < 10; tries++) {
    world.clock.advance(30_000);
    await world.mailbox.sweep();
    await world.mailbox.idle();
  }
  expect(browser.read).toHaveLength(1);
  service.inject(410);
  await world.desk.answer(ticket, operation(), 'Dan dat.');
  await world.mailbox.idle();
  expect((await world.store.get(pushes, pushOf(chat)))?.body.state).toEqual({});
  const before = service.begun();
  await world.desk.answer(ticket, operation(), 'En nog iets.');
  await world.mailbox.idle();
  expect([service.begun(), browser.read.length]).toEqual([before, 1]);
});

test('the keys outlive the process that made them', async () => {
  const again = await openPush({ ...world, publicUrl: 'http://localhost:3978' });
  expect(again.page.publicKey).toBe(push.page.publicKey);
});

test.each([
  ['https://fcm.googleapis.com/fcm/send/x', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['http://fcm.googleapis.com/fcm/send/x', false],
  ['https://fcm.googleapis.com.example/x', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['https://user@fcm.googleapis.com/x', false],
  ['https://169.254.169.254/latest', false],
  ['http://127.0.0.1:1/x', false],
  ['nonsense', false],
])('an endpoint is called only at a push service: %s', (endpoint, is) => {
  expect(push.page.isService(endpoint)).toBe(is);
});

test('somebody else’s code in the chat ends the push: news is not theirs', async () => {
  await world.say(await world.codeOf('demo-amina'));
  const { ticket } = await ask();
  const browser = await subscribed();
  await world.say(await world.codeOf('demo-selam'));
  await answer(ticket, 'Voor Amina.');
  expect(browser.read).toEqual([]);
});
