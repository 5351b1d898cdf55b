import { expect, test } from '@jest/globals';
import { appointments, payments, persons, reliefs, routes } from '../../src/people/collections.ts';
import { seedDemo } from '../../src/people/seed-demo.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld, demoPeople, faultyStore, heldClock, monday, openStore, untilAnswered } from './world.ts';

const everything = async (store: Store): Promise<unknown[]> => {
  const all = [];
  for (const municipality of ['wegstad', 'overdam'])
    for (const collection of [persons, appointments, routes, payments, reliefs])
      all.push(await store.find<unknown, never>(collection as never, { where: { municipality }, limit: 100 }));
  return all;
};

test('five people in each demo municipality, mixed', async () => {
  const world = await createWorld();
  for (const municipality of ['wegstad', 'overdam']) {
    const found = await world.store.find(persons, { where: { municipality }, limit: 100 });
    const people = found.map(({ body }) => body);
    expect(people.map(({ language }) => language).sort()).toEqual(['ar', 'fa', 'so', 'ti', 'tr']);
    expect(new Set(people.map(({ law }) => law)).size).toBeGreaterThan(1);
    expect(new Set(people.map(({ group }) => group)).size).toBeGreaterThan(1);
    for (const person of people) expect(person).toMatchObject({ basis: 'record', caseWorker: expect.any(String) });
  }
});

test('dates are working days after the first start, in Dutch time, and the start is where they are as of', async () => {
  const world = await createWorld();
  const coming = await world.people.appointments(await world.person(), { from: monday, limit: 10 }, world.look('a'));
  expect(coming.map(({ start }) => start)).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-13T12:00:00.000Z']);
  expect(coming[0]).toMatchObject({ asOf: '2026-03-02', source: 'Agenda gemeente Wegstad (demo)', status: 'planned' });
});

test('routes, payments and relief are there, with a term end only as DUO gave it', async () => {
  const world = await createWorld();
  const amina = await world.person();
  const route = await world.people.route(amina, world.look('route'));
  expect(route).toMatchObject({
    leerroute: 'z',
    asOf: '2026-03-02',
    startedOn: '2025-08-14',
    termEnd: { date: '2028-07-29', source: 'Brief van DUO (demo)', asOf: '2025-09-03' },
    hours: { nt2: { done: 212, target: 800 } },
  });
  const paid = await world.people.payments(amina, '2026-02', world.look('payments'));
  expect(paid.filter(({ kind }) => kind === 'rent')).toMatchObject([
    { month: '2026-03', status: 'executed', executedOn: '2026-03-01', cents: 61250 },
    { month: '2026-02', status: 'executed', executedOn: '2026-02-01' },
  ]);
  expect(paid.find(({ kind, status }) => kind === 'gas' && status === 'planned')).toMatchObject({
    month: '2026-03',
    plannedOn: '2026-03-31',
  });
  expect(await world.people.relief(amina, world.look('relief'))).toMatchObject({
    end: '2026-04-01',
    nextBenefitOn: '2026-03-06',
  });
  const farid = await world.person('demo-farid');
  expect(await world.people.route(farid, world.look('farid'))).toBeUndefined();
  expect(await world.people.payments(farid, '2026-01', world.look('farid'))).toEqual([]);
});

test('a second start changes nothing, also not what was erased', async () => {
  const world = await createWorld();
  await world.store.write([{ op: 'remove', collection: persons, id: 'demo-elif' }]);
  const before = await everything(world.store);
  world.clock.advance(40 * 24 * 3_600_000);
  await seedDemo(world.store, world.clock, demoPeople);
  expect(await everything(world.store)).toEqual(before);
});

test.each(['lost', 'torn'] as const)(
  'a first start that is cut off, the write %s, is finished by the next',
  async (fault) => {
    const whole = await everything((await createWorld()).store);
    const faulty = faultyStore(fault);
    for (let step = 1, hadFault = true; hadFault; step += 1) {
      const bare = await openStore();
      const clock = heldClock();
      faulty.failAt(step);
      const store = faulty.wrap(bare);
      await untilAnswered(() => seedDemo(store, clock, demoPeople));
      hadFault = faulty.failed();
      expect(await everything(bare)).toEqual(whole);
      await bare.close();
    }
  },
);
