import { describe, expect, test } from '@jest/globals';
import { audit, peopleCollections } from '../../src/people/collections.ts';
import { erasedAmong } from '../../src/people/erased.ts';
import type { Collection, Store } from '../../src/store/store.ts';
import { createWorld, phone, type World } from './world.ts';

const person = 'demo-amina';

/** What of these collections holds this text. */
async function holding(store: Store, text: string, collections: readonly Collection[]): Promise<string[]> {
  const found = await Promise.all(
    collections.map(async (collection) => {
      const documents = await store.walk(collection, { limit: 1_000 });
      return JSON.stringify(documents).includes(text) ? collection.name : [];
    }),
  );
  return found.flat();
}

const all = peopleCollections as unknown as readonly Collection[];

async function linkedWorld(): Promise<World> {
  const world = await createWorld();
  await world.people.verifyCode(world.attempt(await world.code()));
  const token = await world.people.pinTicket('c_one', await world.person(), 'nl', 'choose');
  await world.people.enterPin(token, '39274');
  const enter = await world.people.pinTicket('c_one', await world.person(), 'nl', 'enter');
  await world.people.enterPin(enter, '00000');
  await world.code();
  return world;
}

async function erase({ people }: World): Promise<Record<string, number>> {
  const links = await people.erasing.links(person);
  await people.erasing.triesIn('c_one', 'wegstad');
  return { ...links, ...(await people.erasing.record(person, 'wegstad')) };
}

describe('a person who is erased', () => {
  test('stands in the audit by a random id and nowhere else, in every collection that there is', async () => {
    const world = await linkedWorld();
    const before = await holding(world.store, person, all);
    expect(before).toEqual(
      expect.arrayContaining(['persons', 'identities', 'codes', 'tries', 'appointments', 'audit']),
    );
    const counts = await erase(world);
    expect(counts).toMatchObject({ identities: 1, pins: 1, codes: 2, persons: 1 });
    expect(counts.appointments).toBeGreaterThan(1);
    expect(await holding(world.store, person, all)).toEqual(['audit', 'erased_marks']);
    expect(await holding(world.store, 'Amina', all)).toEqual([]);
    expect(await world.store.walk(audit as never, { limit: 100 })).not.toHaveLength(0);
  });

  test('is nobody any more: no code, no PIN and no phone is theirs', async () => {
    const world = await linkedWorld();
    const code = await world.code();
    const token = await world.people.pinTicket('c_one', await world.person(), 'nl', 'enter');
    await erase(world);
    expect(await world.people.personOf(phone, 'wegstad')).toBeUndefined();
    expect(await world.people.verifyCode(world.attempt(code))).toMatchObject({ result: 'refused' });
    expect((await world.people.enterPin(token, '39274')).result).toBe('wrong');
  });

  test('others keep what is theirs', async () => {
    const world = await linkedWorld();
    const counted = async (): Promise<number> =>
      (await world.store.walk(all[0] as Collection, { limit: 1_000 })).length;
    const before = await counted();
    await erase(world);
    expect(await counted()).toBe(before - 1);
    expect((await world.people.record('demo-selam')).appointments).toHaveLength(1);
  });

  test('by the same again changes nothing, and may be let back', async () => {
    const world = await linkedWorld();
    await erase(world);
    expect(Object.values(await erase(world))).not.toContain(1);
    expect([...(await erasedAmong(world, 'wegstad', [person, 'demo-selam']))]).toEqual([person]);
    expect([...(await erasedAmong(world, 'overdam', [person]))]).toEqual([]);
    expect(await world.people.erasing.letBack(person)).toBe(true);
    expect(await world.people.erasing.letBack(person)).toBe(false);
    expect((await erasedAmong(world, 'wegstad', [person])).size).toBe(0);
  });
});

test('a record is everything but conversations, without codes, hashes and what is noted for their safety', async () => {
  const world = await linkedWorld();
  const record = await world.people.record(person);
  expect(record).toMatchObject({ person: { displayName: 'Amina' }, hasPin: true, links: [{ channel: phone.channel }] });
  expect(record.appointments.length).toBeGreaterThan(1);
  expect(record.codes).toHaveLength(2);
  expect(record.looks.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['code.issued', 'code.tried', 'pin.chosen']),
  );
  expect(JSON.stringify(record)).not.toMatch(/sharedPhone|caseWorker|hash|salt|sanne/);
  expect(await world.people.record('nobody')).toMatchObject({ appointments: [], payments: [], hasPin: false });
});

test('every collection that names a person is erased, or is the audit', () => {
  const personal = all.filter(({ indexes }) => indexes.flat().includes('person')).map(({ name }) => name);
  expect(personal.sort()).toEqual(['appointments', 'audit', 'codes', 'identities', 'payments', 'reliefs', 'routes']);
});
