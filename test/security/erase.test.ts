import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collections } from '../../src/app/assemble.ts';
import { createUploads } from '../../src/app/uploads.ts';
import { activities, conversations } from '../../src/conversations/documents.ts';
import { SendFailure } from '../../src/core/errors.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import {
  appointments,
  indexPayment,
  indexRelief,
  indexRoute,
  payments,
  persons,
  reliefs,
  routes,
} from '../../src/people/collections.ts';
import { openMongoStore } from '../../src/store/mongodb/open.ts';
import { openMemoryStore, openSqliteStore } from '../../src/store/registry.ts';
import type { SqliteOptions } from '../../src/store/sqlite/open.ts';
import type { Collection, Store } from '../../src/store/store.ts';
import { update } from '../../src/store/update.ts';
import { fakeChannel } from '../conversations/world.ts';
import { describeWithMongo } from '../store/mongodb/server.ts';
import { openTurnWorld, type TurnWorld } from '../turn/world.ts';

/** Said, typed, delivered and sent in every place that keeps anything. */
const marker = 'blauwvingerhoed';
const person = 'demo-amina';
const hour = 3_600_000;
const day = 24 * hour;

const at = {
  chat: 'c_web.wegstad.test',
  other: 'c_web.wegstad.other',
  asking: 'c_web.wegstad.asking',
  phone: 'c_phone',
} as const;

/** Which kinds of documents hold one of these texts, opened. */
async function holding(store: Store, ...texts: string[]): Promise<string[]> {
  const found = await Promise.all(
    collections.map(async (collection: Collection) => {
      const all = JSON.stringify(await store.walk(collection, { limit: 2_000 }));
      return texts.some((text) => all.includes(text)) ? collection.name : [];
    }),
  );
  return found.flat().sort();
}

/** The municipality delivered it. */
async function deliver(store: Store): Promise<void> {
  await update(store, persons, person, ({ index, body }) => ({ index, body: { ...body, displayName: marker } }));
  for (const { id } of await store.find(appointments, { where: { person }, limit: 10 }))
    await update(store, appointments, id, ({ index, body }) => ({ index, body: { ...body, location: marker } }));
  const of = { person, municipality: 'wegstad', source: marker, asOf: '2026-11-24' };
  const route = { ...of, id: person, leerroute: 'b1' as const, hours: {}, exams: [], school: marker };
  const relief = { ...of, id: person, start: '2026-01-01', openAction: marker };
  const payment = {
    ...of,
    id: 'paid',
    month: '2026-11',
    kind: 'rent' as const,
    status: 'planned' as const,
    payee: marker,
  };
  for (const { id } of await store.find(routes, { where: { person }, limit: 1 }))
    await store.write([{ op: 'remove', collection: routes, id }]);
  for (const { id } of await store.find(reliefs, { where: { person }, limit: 1 }))
    await store.write([{ op: 'remove', collection: reliefs, id }]);
  await store.write([
    { op: 'insert', collection: routes, id: person, index: indexRoute(route), body: route },
    { op: 'insert', collection: reliefs, id: person, index: indexRelief(relief), body: relief },
    { op: 'insert', collection: payments, id: 'paid', index: indexPayment(payment), body: payment },
  ]);
}

const say = (world: TurnWorld, text: string, conversation: string) => world.say(text, { conversation });
const tap = (world: TurnWorld, value: string, conversation: string) =>
  world.say(value, { conversation, value, channelData: { postBack: true } });

/** In this conversation a person asks a case worker, gives a name and a number, and hears an answer. */
async function askPerson(world: TurnWorld): Promise<void> {
  for (const value of ['human:', 'choose:other']) await tap(world, value, at.other);
  await say(world, marker, at.other);
  await tap(world, 'choose:call', at.other);
  await say(world, `${marker} 0612`, at.other);
  const [ticket] = await world.desk.list('wegstad', 'waiting', 1);
  if (!ticket) throw new Error('no ticket');
  expect(JSON.stringify(ticket)).toContain(marker);
  const staff = { id: 'sanne', name: 'Sanne Verhoef' };
  await world.desk.claim(ticket.id, { id: 'one', staff, at: world.clock.now() });
  await world.desk.answer(ticket.id, { id: 'two', staff, at: world.clock.now() }, `Over ${marker} bel ik.`);
  await world.desk.close(ticket.id, { id: 'three', staff, at: world.clock.now() }, marker);
  await world.mailbox.idle();
}

/** A message on a phone that nobody answers for: the reply stays in the outbox. */
async function writeFromPhone(world: TurnWorld): Promise<void> {
  const arrival = async (text: string) => {
    await world.mailbox.accept([
      {
        id: world.ids.random(),
        conversation: at.phone,
        channel: 'botframework',
        municipality: 'wegstad',
        at: world.clock.now(),
        activity: {
          type: 'message',
          text,
          channelId: 'msteams',
          serviceUrl: 'http://127.0.0.1:9',
          from: { id: '29:amina', name: marker },
          conversation: { id: 'a:one', name: marker, isGroup: false, conversationType: 'personal' },
        },
      },
    ]);
    await world.mailbox.idle();
  };
  await arrival(await world.codeOf(person));
  await arrival('afspraken');
}

/** The marker in every place; what keeps it is checked before anything is erased. */
async function fill(world: TurnWorld): Promise<void> {
  const { store, clock } = world;
  world.mailbox.use([{ ...fakeChannel(() => Promise.reject(new SendFailure('unavailable', 'away'))) }]);
  await deliver(store);
  await askPerson(world);
  await say(world, await world.codeOf(person), at.other);
  await writeFromPhone(world);
  await say(world, await world.codeOf(person), at.asking);
  clock.advance(11 * 60_000);
  // A form that is half filled in: the name stands in the dialog's state.
  for (const value of ['human:', 'choose:other']) await tap(world, value, at.asking);
  await say(world, marker, at.asking);
  await say(world, marker, at.chat);
  await say(world, await world.codeOf(person), at.chat);
  await tap(world, 'ask:appointments.next', at.chat);
  for (const value of ['human:', 'choose:other', 'choose:yes']) await tap(world, value, at.chat);
  await world.people.enterPin(await world.people.pinTicket(at.chat, await personOf(world), 'nl', 'choose'), '39274');
  const file = {
    conversation: at.chat,
    municipality: 'wegstad',
    contentType: 'image/png',
    name: marker,
    at: clock.now(),
  };
  await createUploads(store).put('photo', Buffer.from(marker), file);
  const givenUp = { conversation: at.chat, municipality: 'wegstad', arrivedAt: 1, activity: { text: marker } };
  await store.write([
    { op: 'insert', collection: activities, id: 'given-up', index: { conversation: at.chat }, body: givenUp },
  ]);
}

async function personOf(world: TurnWorld) {
  const found = await world.people.person(person, 'wegstad');
  if (!found) throw new Error('she is not there');
  return found;
}

const opened: { world: TurnWorld; directory?: string }[] = [];
afterEach(async () => {
  for (const { world, directory } of opened.splice(0)) {
    await world.close();
    if (directory) rmSync(directory, { recursive: true });
  }
});

async function openWorld(open: (options: SqliteOptions) => Promise<Store>, directory?: string): Promise<TurnWorld> {
  const meanings = { afspraken: ['appointments.next'], wis: ['general.erase'] } as const;
  const world = await openTurnWorld(meanings, { open });
  opened.push({ world, ...(directory ? { directory } : {}) });
  return world;
}

async function eraseByChat(world: TurnWorld) {
  const asked = await say(world, 'wis', at.chat);
  expect(asked[0]?.texts).toEqual(['general.data_erase_first']);
  expect((await tap(world, 'choose:go', at.chat))[0]?.texts).toEqual(['general.data_erase_open']);
  expect((await tap(world, 'choose:withdraw', at.chat))[0]?.texts).toEqual(['general.data_erase_sure']);
  return tap(world, 'choose:yes', at.chat);
}

/** What every store must do; the same marker, the same nothing. */
async function leavesNothing(world: TurnWorld): Promise<void> {
  const { store, clock, mailbox } = world;
  await fill(world);
  const before = await holding(store, marker);
  expect(before).toEqual(
    [
      'activities',
      'appointments',
      'conversations',
      'payments',
      'persons',
      'reliefs',
      'routes',
      'tickets',
      'uploads',
    ].sort(),
  );
  const outbox = (await store.get(conversations, at.phone))?.body.outbox;
  expect(JSON.stringify(outbox)).toContain(marker);
  expect(JSON.stringify((await store.get(conversations, at.asking))?.body.state)).toContain(marker);

  const [receipt] = await eraseByChat(world);
  expect(receipt?.texts).toEqual([
    'general.data_erased',
    'general.data_erased_withdrawn',
    'general.data_stays',
    'general.data_elsewhere',
  ]);
  expect(receipt?.answers).toHaveLength(1);
  expect(receipt?.text).toMatch(/W-[\w-]+/);
  expect(await holding(store, marker)).toEqual([]);
  expect(await holding(store, 'Amina')).toEqual([]);
  for (const conversation of [at.other, at.asking, at.phone]) expect(await mailbox.exists(conversation)).toBe(false);
  const left = await store.walk(tickets, { limit: 10 });
  expect(left.map(({ body }) => [body.state.status, body.state.summary, body.state.person])).toEqual([
    ['closed', '', undefined],
    ['closed', '', undefined],
  ]);

  clock.advance(hour);
  expect(await world.housekeeping.erasures?.(100)).toBe(1);
  expect(await mailbox.exists(at.chat)).toBe(false);
  expect(await holding(store, marker, at.chat, at.other, at.asking, at.phone)).toEqual(['audit']);
  expect(await holding(store, person)).toEqual(['audit', 'erased_marks']);
  const rows = await store.walk(activities, { limit: 1_000 });
  expect(rows.every(({ index }) => Object.keys(index).join() === 'erasedAt')).toBe(true);
  clock.advance(9 * day);
  while ((await world.housekeeping.erasedIds?.(50)) === 50);
  expect(await store.walk(activities, { limit: 10 })).toEqual([]);
}

describe('everything of a person is erased by chat', () => {
  test('in memory', async () => leavesNothing(await openWorld(openMemoryStore)));

  test('in a file, of which no byte names them or where they talked', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'wegwijs-erase-'));
    const world = await openWorld((options) => openSqliteStore({ ...options, directory }), directory);
    const bytes = (): Buffer =>
      Buffer.concat(
        readdirSync(directory)
          .filter((name) => name.startsWith('wegwijs.db'))
          .map((name) => readFileSync(join(directory, name))),
      );
    await fill(world);
    for (const conversation of [at.chat, at.other]) expect(bytes().includes(conversation)).toBe(true);
    await eraseByChat(world);
    for (const conversation of [at.other, at.asking, at.phone]) expect(bytes().includes(conversation)).toBe(false);
    world.clock.advance(hour);
    await world.housekeeping.erasures?.(100);
    const names = [marker, 'Amina', ...Object.values(at)];
    for (const name of names) expect([name, bytes().includes(name)]).toEqual([name, false]);
  });

  test('in a file, the same as in memory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'wegwijs-erase-'));
    await leavesNothing(await openWorld((options) => openSqliteStore({ ...options, directory }), directory));
  });
});

describeWithMongo('everything of a person is erased by chat, on MongoDB', (server) => {
  let uri = '';
  beforeAll(() => {
    uri = server.newDatabase();
  });
  test('the same', async () => leavesNothing(await openWorld((options) => openMongoStore({ ...options, uri }))));
});
