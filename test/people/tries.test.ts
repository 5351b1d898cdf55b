import { beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.ts';
import {
  countFailure,
  forgiveTries,
  lockedUntil,
  reserveTry,
  settleTry,
  type Counter,
} from '../../src/people/tries.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const counter: Counter = {
  id: 'counter',
  municipality: 'wegstad',
  limit: { tries: 2, windowMs: 1000, lockMs: 5000 },
};
const parts = () => ({ ...world, keys: { tickets: new Uint8Array(32) }, log: silentLog });

test('a failure counts once a request', async () => {
  for (let i = 0; i < 5; i += 1) await countFailure(parts(), counter, 'one');
  expect(await lockedUntil(parts(), counter)).toBeUndefined();
  await countFailure(parts(), counter, 'two');
  expect(await lockedUntil(parts(), counter)).toBe(world.clock.now() + 5000);
});

test('failures older than the window do not count', async () => {
  await countFailure(parts(), counter, 'one');
  world.clock.advance(1000);
  await countFailure(parts(), counter, 'two');
  expect(await lockedUntil(parts(), counter)).toBeUndefined();
});

test('more failures do not make a lock longer, and it ends', async () => {
  const until = world.clock.now() + 100 + 5000;
  for (const request of ['one', 'two', 'three']) {
    await countFailure(parts(), counter, request);
    world.clock.advance(100);
  }
  expect(await lockedUntil(parts(), counter)).toBe(until);
  world.clock.advance(4800);
  expect(await lockedUntil(parts(), counter)).toBeUndefined();
});

test('a lock elsewhere is the answer, and stays the answer to that request', async () => {
  const locked = { result: 'locked', until: 77 };
  expect(await reserveTry(parts(), counter, 'one', 77)).toEqual(locked);
  expect(await reserveTry(parts(), counter, 'one')).toEqual(locked);
  expect(await reserveTry(parts(), counter, 'two')).toBeUndefined();
});

test('a void try gives its place back, also the one that locked', async () => {
  for (const request of ['one', 'two']) await reserveTry(parts(), counter, request);
  expect(await lockedUntil(parts(), counter)).toBeDefined();
  expect(await settleTry(parts(), counter, 'two', { is: 'void' })).toEqual({ result: 'wrong', triesLeft: 1 });
  expect(await lockedUntil(parts(), counter)).toBeUndefined();
});

test('forgiving opens the door and keeps the answers', async () => {
  for (const request of ['one', 'two']) {
    await reserveTry(parts(), counter, request);
    await settleTry(parts(), counter, request, { is: 'wrong' });
  }
  await forgiveTries(parts(), counter);
  expect(await lockedUntil(parts(), counter)).toBeUndefined();
  expect(await reserveTry(parts(), counter, 'one')).toEqual({ result: 'wrong', triesLeft: 1 });
});
