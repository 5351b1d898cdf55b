import { beforeEach, expect, test } from '@jest/globals';
import { Problem } from '../../src/core/errors.ts';
import { findLinkCodes } from '../../src/core/link-code.ts';
import { codes } from '../../src/people/collections.ts';
import { codeLifeMs } from '../../src/people/limits.ts';
import { createWorld, faultyStore, untilAnswered, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const request = { person: 'demo-amina', municipality: 'wegstad', by: 'sanne', requestId: 'page-1' };

test('a code is shown in two halves and lasts fourteen days', async () => {
  const issued = await world.people.issueCode(request);
  expect(issued.code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
  expect(issued.expiresAt).toBe(world.clock.now() + 14 * 24 * 3_600_000);
});

test('the same request shows the same code, side by side and later; another request another', async () => {
  const shown = await Promise.all(Array.from({ length: 10 }, () => world.people.issueCode(request)));
  expect(new Set(shown.map(({ code }) => code)).size).toBe(1);
  world.clock.advance(codeLifeMs - 1);
  expect(await world.people.issueCode(request)).toEqual(shown[0]);
  const other = await world.people.issueCode({ ...request, requestId: 'page-2' });
  expect(other.code).not.toBe(shown[0]?.code);
  const entries = await world.people.auditOf('demo-amina', 'wegstad', 10);
  expect(entries).toHaveLength(2);
  expect(entries[0]).toMatchObject({
    action: 'code.issued',
    actor: { role: 'case_worker', id: 'sanne' },
    result: 'ok',
  });
});

test('a used or expired code is not shown again', async () => {
  const issued = await world.people.issueCode(request);
  await world.people.verifyCode(world.attempt(findLinkCodes(issued.code ?? '').codes[0] ?? ''));
  expect(await world.people.issueCode(request)).toEqual({ code: undefined, expiresAt: issued.expiresAt });
  const old = { ...request, requestId: 'page-2' };
  await world.people.issueCode(old);
  world.clock.advance(codeLifeMs);
  expect((await world.people.issueCode(old)).code).toBeUndefined();
});

test.each([
  ['not_found', { person: 'demo-nobody' }],
  ['not_found', { municipality: 'overdam' }],
  ['conflict', { person: 'demo-hodan' }],
])('%s for %j', async (code, change) => {
  await world.people.issueCode(request);
  const refused = world.people.issueCode({ ...request, ...change });
  await expect(refused).rejects.toBeInstanceOf(Problem);
  await expect(refused).rejects.toMatchObject({ code });
});

test('codes that expired unused are forgotten, others stay', async () => {
  await world.people.issueCode(request);
  world.clock.advance(1);
  await world.people.issueCode({ ...request, requestId: 'page-2' });
  world.clock.advance(codeLifeMs - 1);
  expect(await world.people.forgetExpiredCodes(10)).toBe(1);
  expect(await world.people.forgetExpiredCodes(10)).toBe(0);
  const kept = await world.store.find(codes, { where: { person: 'demo-amina' }, limit: 10 });
  expect(kept.filter(({ body }) => body.code !== undefined)).toHaveLength(1);
  expect(kept).toHaveLength(2);
});

test.each(['lost', 'torn'] as const)('cut off at any step, the write %s, one code is issued', async (fault) => {
  const faulty = faultyStore(fault);
  for (let step = 1, hadFault = true; hadFault; step += 1) {
    const cut = await createWorld(faulty.wrap);
    faulty.failAt(step);
    const issued = await untilAnswered(() => cut.people.issueCode(request));
    hadFault = faulty.failed();
    faulty.failAt(Infinity);
    expect(await cut.people.issueCode(request)).toEqual(issued);
    expect(await cut.store.find(codes, { where: { person: 'demo-amina' }, limit: 10 })).toHaveLength(1);
    expect(await cut.people.auditOf('demo-amina', 'wegstad', 10)).toHaveLength(1);
    await cut.bare.close();
  }
});
