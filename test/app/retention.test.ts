import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createUploads, uploads } from '../../src/app/uploads.ts';
import { activities, conversations } from '../../src/conversations/documents.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import { audit, tries } from '../../src/people/collections.ts';
import { openTurnWorld, type TurnWorld } from '../turn/world.ts';

const day = 24 * 3_600_000;
const chat = 'c_web.wegstad.test';

let world: TurnWorld;
beforeEach(async () => {
  world = await openTurnWorld({ afspraken: ['appointments.next'] });
});
afterEach(() => world.close());

/** The job until it has nothing left to do; how many it took away. */
async function clean(job: string, batch = 3): Promise<number> {
  let count = 0;
  for (let last = batch; last === batch; count += last) last = (await world.housekeeping[job]?.(batch)) ?? 0;
  return count;
}

const seqs = async (): Promise<number[]> => (await world.mailbox.log(chat, 0, 100)).entries.map(({ seq }) => seq);

async function askPerson(): Promise<string> {
  for (const value of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await world.tap(value);
  const [ticket] = await world.desk.list('wegstad', 'waiting', 1);
  return ticket?.id ?? '';
}

async function close(ticket: string): Promise<void> {
  const operation = { staff: { id: 'sanne', name: 'Sanne' }, at: world.clock.now() };
  await world.desk.claim(ticket, { id: 'claim', ...operation });
  await world.desk.close(ticket, { id: 'close', ...operation }, 'klaar');
  await world.mailbox.idle();
}

test('messages go after the days of the municipality, in batches, and younger ones stay readable', async () => {
  for (let at = 0; at < 5; at++) await world.say('hallo');
  world.clock.advance(29 * day);
  await world.say('hallo');
  expect(await clean('messages')).toBe(0);
  world.clock.advance(day);
  expect(await clean('messages')).toBe(10);
  expect(await seqs()).toEqual([11, 12]);
  await world.say('hallo');
  expect(await seqs()).toEqual([11, 12, 13, 14]);
  world.clock.advance(31 * day);
  expect(await clean('messages')).toBe(4);
  expect(await world.mailbox.exists(chat)).toBe(false);
  expect(await world.store.walk(activities, { limit: 10 })).toEqual([]);
});

test('an open question keeps its conversation; conversations behind it still go', async () => {
  const ticket = await askPerson();
  for (const name of ['b', 'c', 'd', 'e']) await world.say('hallo', { conversation: `c_web.wegstad.${name}` });
  world.clock.advance(31 * day);
  expect(await clean('messages', 2)).toBe(8);
  expect((await seqs()).length).toBeGreaterThan(5);
  await close(ticket);
  expect(await clean('messages')).toBeGreaterThan(5);
});

test('who can be written to keeps an address and nothing else', async () => {
  const arrival = (text: string) => ({
    id: world.ids.random(),
    conversation: 'c_phone',
    channel: 'botframework' as const,
    municipality: 'wegstad',
    at: world.clock.now(),
    activity: {
      type: 'message',
      text,
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1:9',
      from: { id: '29:x', name: '' },
      conversation: { id: 'a:1', isGroup: false, name: '', conversationType: 'personal' },
    },
  });
  await world.mailbox.accept([arrival(await world.codeOf('demo-amina'))]);
  await world.mailbox.idle();
  world.clock.advance(31 * day);
  expect(await clean('messages')).toBeGreaterThan(0);
  const [found] = await world.store.find(conversations, {
    where: { municipality: 'wegstad', person: 'demo-amina' },
    limit: 2,
  });
  expect(found?.body.reference.serviceUrl).toBe('http://127.0.0.1:9');
  expect(found?.body.state).toEqual({
    dialogs: {},
    dialogsVersion: '1',
    language: 'ar',
    greeted: true,
    noticed: true,
    person: 'demo-amina',
  });
});

test('a question goes after it was closed for so long, with what it was told', async () => {
  const ticket = await askPerson();
  world.clock.advance(200 * day);
  expect(await clean('closedTickets')).toBe(0);
  await close(ticket);
  world.clock.advance(90 * day);
  expect(await clean('closedTickets')).toBe(0);
  world.clock.advance(1);
  expect(await clean('closedTickets')).toBe(1);
  expect(await world.store.walk(tickets, { limit: 10 })).toEqual([]);
  expect(await world.store.find(activities, { where: { conversation: ticket }, limit: 10 })).toEqual([]);
});

test('a file stays a week after its question is closed; without one a week after it came', async () => {
  const put = (id: string, conversation: string) =>
    createUploads(world.store).put(id, Buffer.from('x'), {
      conversation,
      municipality: 'wegstad',
      contentType: 'image/png',
      at: world.clock.now(),
    });
  const left = async () => (await world.store.walk(uploads, { limit: 10 })).map(({ id }) => id);
  const ticket = await askPerson();
  await put('asked', chat);
  await put('alone', 'c_web.wegstad.b');
  world.clock.advance(8 * day);
  expect(await clean('uploads', 1)).toBe(1);
  expect(await left()).toEqual(['asked']);
  await close(ticket);
  world.clock.advance(6 * day);
  expect(await clean('uploads')).toBe(0);
  world.clock.advance(2 * day);
  expect(await clean('uploads')).toBe(1);
  expect(await left()).toEqual([]);
});

test('looks are kept for two years, tries for as long as they may come again', async () => {
  await world.say(await world.codeOf('demo-amina'));
  world.clock.advance(9 * day);
  expect(await clean('tries')).toBeGreaterThan(0);
  expect(await world.store.walk(tries, { limit: 10 })).toEqual([]);
  expect(await clean('audit')).toBe(0);
  world.clock.advance(722 * day);
  expect(await clean('audit')).toBeGreaterThan(0);
  expect(await world.store.walk(audit, { limit: 10 })).toEqual([]);
});

test('on two processes at once nothing is taken twice and nothing breaks', async () => {
  for (let at = 0; at < 10; at++) await world.say('hallo');
  world.clock.advance(31 * day);
  await Promise.all([clean('messages'), clean('messages'), clean('messages')]);
  await clean('messages');
  expect(await world.store.walk(activities, { limit: 10 })).toEqual([]);
  expect(await world.mailbox.exists(chat)).toBe(false);
});
