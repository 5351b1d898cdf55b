import { beforeEach, expect, test } from '@jest/globals';
import { createWorld, monday, phone, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const day = 24 * 3_600_000;

test('coming appointments are what is planned or moved, soonest first, from a time', async () => {
  const of = async (id: string, from = monday, limit = 10): Promise<(string | undefined)[]> =>
    (await world.people.appointments(await world.person(id), { from, limit }, world.look(`${id}${from}${limit}`))).map(
      ({ kind, status }) => `${kind} ${status}`,
    );
  expect(await of('demo-amina')).toEqual(['voortgangsgesprek planned', 'PVT planned']);
  expect(await of('demo-amina', monday, 1)).toEqual(['voortgangsgesprek planned']);
  expect(await of('demo-amina', monday + 5 * day)).toEqual(['PVT planned']);
  expect(await of('demo-selam')).toEqual(['brede intake moved']);
  expect(await of('demo-farid')).toEqual([]);
  expect(await of('demo-elif')).toEqual([]);
});

test('nobody of one municipality is seen from another', async () => {
  await world.people.verifyCode(world.attempt(await world.code()));
  expect(await world.people.person('demo-amina', 'overdam')).toBeUndefined();
  expect(await world.people.personOf(phone, 'overdam')).toBeUndefined();
  const stranger = await world.person('demo-yusuf', 'overdam');
  expect(await world.people.appointments(stranger, { from: monday, limit: 10 }, world.look('a'))).toEqual([]);
  expect(await world.people.staffPeople('bram', world.look('b'))).toEqual([]);
  await world.people.appointments(await world.person(), { from: monday, limit: 1 }, world.look('c'));
  expect(await world.people.auditOf('demo-amina', 'overdam', 10)).toEqual([]);
});

test('a case worker has the own people, by name', async () => {
  const people = await world.people.staffPeople('sanne', world.look('a'));
  expect(people.map(({ displayName }) => displayName)).toEqual(['Amina', 'Selam']);
});

test('every look at appointments leaves one entry a request, newest first', async () => {
  const amina = await world.person();
  for (const request of ['one', 'one', 'two']) {
    await world.people.appointments(amina, { from: monday, limit: 5 }, world.look(request));
    world.clock.advance(1000);
  }
  expect(await world.people.auditOf('demo-amina', 'wegstad', 10)).toEqual([
    {
      action: 'appointments.seen',
      object: 'demo-amina',
      person: 'demo-amina',
      result: 'ok',
      municipality: 'wegstad',
      origin: 'c_one',
      actor: { role: 'newcomer', id: 'demo-amina' },
      at: monday + 2000,
    },
    expect.objectContaining({ at: monday }),
  ]);
});
