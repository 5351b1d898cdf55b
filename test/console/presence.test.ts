import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createPresence, forgetPresences, presences } from '../../src/console/presence.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { Store } from '../../src/store/store.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';

let store: Store;
let clock: HeldClock;
beforeEach(async () => {
  store = await openMemoryStore({ sealer: createSealer([createDataKey('test')]), collections: [presences] as never });
  clock = holdClock();
});
afterEach(() => store.close());

const process = (isAlone = false) => createPresence({ store, clock, isAlone });
const sanne = (doing: 'looking' | 'typing' | 'gone', ticket = 't_1') => ({
  municipality: 'wegstad',
  ticket,
  staff: { id: 'sanne', name: 'Sanne' },
  doing,
  at: clock.now(),
});

/** Lets time pass, and what then reads the store come to its end. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await new Promise(setImmediate);
}

test('another process hears who came, began to type and left, once each', async () => {
  const [one, other] = [process(), process()];
  const heard: string[] = [];
  const stop = other.follow('wegstad', (ticket) => heard.push(ticket));
  for (const doing of ['looking', 'typing', 'gone'] as const) {
    await one.note(sanne(doing));
    await pass(2_000);
    await pass(2_000);
  }
  expect(heard).toEqual(['t_1', 't_1', 't_1']);
  expect(await other.at('t_1')).toEqual([]);
  stop();
  await one.note(sanne('looking'));
  await pass(4_000);
  expect(heard).toHaveLength(3);
});

test('in one process it is heard at once, and only when something is new', async () => {
  const presence = process(true);
  const heard: string[] = [];
  presence.follow('wegstad', (ticket) => heard.push(ticket));
  presence.follow('overdam', () => heard.push('another municipality'));
  await presence.note(sanne('looking'));
  await presence.note(sanne('looking'));
  expect(heard).toEqual(['t_1']);
});

test('who long said nothing is forgotten', async () => {
  const presence = process(true);
  await presence.note(sanne('looking'));
  expect(await forgetPresences(store, clock.now(), 10)).toBe(0);
  expect(await forgetPresences(store, clock.now() + 3_700_000, 10)).toBe(1);
});
