import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { audit, codes } from '../../src/people/collections.ts';
import { codeLifeMs, limits } from '../../src/people/limits.ts';
import {
  browser,
  createWorld,
  faultyStore,
  openStoreIn,
  otherPhone,
  phone,
  untilAnswered,
  type World,
} from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const linked = { result: 'linked', person: 'demo-amina' };
const wrongCode = 'CCCCC22222';

describe('a link code', () => {
  test('ties the channel identity to the person, once', async () => {
    const code = await world.code();
    expect(await world.people.personOf(phone, 'wegstad')).toBeUndefined();
    expect(await world.people.verifyCode(world.attempt(code))).toEqual(linked);
    const known = await world.people.personOf(phone, 'wegstad');
    expect(known?.person.displayName).toBe('Amina');
    expect(known?.identity).toMatchObject({ channel: 'whatsapp', person: 'demo-amina' });

    const again = await world.people.verifyCode(world.attempt(code, { identity: otherPhone }));
    expect(again.result).toBe('refused');
    expect(await world.people.personOf(otherPhone, 'wegstad')).toBeUndefined();
  });

  test('is not kept in clear once it was used', async () => {
    const code = await world.code();
    const attempt = world.attempt(code);
    await world.people.verifyCode(attempt);
    const [kept] = await world.store.find(codes, { where: { hash: attempt.codeHash }, limit: 1 });
    expect(kept?.body.used?.activity).toBe(attempt.activityId);
    expect(JSON.stringify(kept)).not.toContain(code);
  });

  test('gives the same answer to the same activity, also when things changed since', async () => {
    const code = await world.code();
    const right = world.attempt(code);
    const wrong = world.attempt(wrongCode);
    await world.people.verifyCode(right);
    const refused = await world.people.verifyCode(wrong);
    world.clock.advance(codeLifeMs);
    for (let i = 0; i < 10; i += 1) {
      expect(await world.people.verifyCode(right)).toEqual(linked);
      expect(await world.people.verifyCode(wrong)).toEqual(refused);
    }
  });

  test('is good to its last millisecond and not after it', async () => {
    const [one, other] = [await world.code(), await world.code()];
    world.clock.advance(codeLifeMs - 1);
    expect(await world.people.verifyCode(world.attempt(one))).toEqual(linked);
    world.clock.advance(1);
    expect((await world.people.verifyCode(world.attempt(other))).result).toBe('refused');
  });

  test('wrong, used, expired and another municipality look the same outside and differ in the audit', async () => {
    const used = await world.code();
    await world.people.verifyCode(world.attempt(used, { identity: otherPhone }));
    const expired = await world.code();
    world.clock.advance(codeLifeMs);
    const foreign = await world.code('demo-yusuf', 'overdam');
    world.clock.advance(1);
    const answers = [];
    for (const [i, code] of [wrongCode, used, expired, foreign].entries())
      answers.push(
        await world.people.verifyCode(world.attempt(code, { identity: { channel: 'whatsapp', id: `3161111111${i}` } })),
      );
    expect(answers).toEqual(Array(4).fill({ result: 'refused', triesLeft: limits.codeOfIdentity.tries - 1 }));
    const where = { municipality: 'wegstad' };
    const order = { field: 'at', direction: 'descending' } as const;
    const entries = await world.store.find(audit, { where, order, limit: 4 });
    expect(entries.map(({ body }) => body.result).sort()).toEqual(['expired', 'foreign', 'used', 'wrong']);
    const fresh = await world.people.verifyCode(
      world.attempt(foreign, { municipality: 'overdam', identity: { channel: 'whatsapp', id: '31622222222' } }),
    );
    expect(fresh).toEqual({ result: 'linked', person: 'demo-yusuf' });
  });

  test('of a person who has it again on the same phone costs no try', async () => {
    const code = await world.code();
    await world.people.verifyCode(world.attempt(code));
    for (let i = 0; i < limits.codeOfIdentity.tries + 2; i += 1)
      expect(await world.people.verifyCode(world.attempt(code))).toEqual({
        result: 'refused',
        triesLeft: limits.codeOfIdentity.tries,
      });
  });

  test('a person may have several channels; a second person on one channel makes it shared', async () => {
    await world.people.verifyCode(world.attempt(await world.code()));
    await world.people.noteDevice(phone, 'wegstad', { isOwnDevice: true });
    await world.people.verifyCode(world.attempt(await world.code(), { identity: browser }));
    expect((await world.people.personOf(phone, 'wegstad'))?.identity).toMatchObject({ isOwnDevice: true });
    expect((await world.people.personOf(browser, 'wegstad'))?.person.id).toBe('demo-amina');

    await world.people.verifyCode(world.attempt(await world.code('demo-hodan')));
    const known = await world.people.personOf(phone, 'wegstad');
    expect(known?.person.id).toBe('demo-hodan');
    expect(known?.identity).toMatchObject({ isShared: true });
    expect(known?.identity.isOwnDevice).toBeUndefined();
  });

  test('a new link in the same number makes it unchanged again', async () => {
    await world.people.verifyCode(world.attempt(await world.code()));
    await world.people.noteDevice(phone, 'wegstad', { isChanged: true });
    expect((await world.people.personOf(phone, 'wegstad'))?.identity.isChanged).toBe(true);
    await world.people.verifyCode(world.attempt(await world.code()));
    expect((await world.people.personOf(phone, 'wegstad'))?.identity.isChanged).toBeUndefined();
  });
});

describe('tries', () => {
  const { tries, lockMs } = limits.codeOfIdentity;
  const lockedOut = async (): Promise<void> => {
    for (let left = tries - 1; left > 0; left -= 1)
      expect(await world.people.verifyCode(world.attempt(wrongCode))).toEqual({ result: 'refused', triesLeft: left });
  };

  test('the last wrong one locks, a right code too waits for the end', async () => {
    const code = await world.code();
    await lockedOut();
    const locked = { result: 'locked', until: world.clock.now() + lockMs };
    expect(await world.people.verifyCode(world.attempt(wrongCode))).toEqual(locked);
    expect(await world.people.verifyCode(world.attempt(code))).toEqual(locked);
    expect(await world.people.verifyCode(world.attempt(code, { identity: otherPhone }))).toEqual(linked);
    world.clock.advance(lockMs);
    expect(await world.people.verifyCode(world.attempt(await world.code()))).toEqual(linked);
  });

  test('a right code clears them', async () => {
    await lockedOut();
    expect(await world.people.verifyCode(world.attempt(await world.code()))).toEqual(linked);
    await lockedOut();
  });

  test('side by side no more are compared than the limit', async () => {
    const attempts = Array.from({ length: 20 }, () => world.attempt(wrongCode));
    const answers = await Promise.all(attempts.map((attempt) => world.people.verifyCode(attempt)));
    expect(answers.filter(({ result }) => result === 'locked').length).toBeGreaterThanOrEqual(20 - tries + 1);
    expect(await world.people.verifyCode(world.attempt(await world.code()))).toMatchObject({ result: 'locked' });
  });

  test('a municipality has a limit that new identities do not escape', async () => {
    const code = await world.code();
    const overdam = await world.code('demo-yusuf', 'overdam');
    for (let i = 0; i < limits.codeOfMunicipality.tries; i += 1)
      await world.people.verifyCode(world.attempt(wrongCode, { identity: { channel: 'web', id: `dl_${i}` } }));
    expect(await world.people.verifyCode(world.attempt(code))).toEqual({
      result: 'locked',
      until: world.clock.now() + limits.codeOfMunicipality.lockMs,
    });
    expect(await world.people.verifyCode(world.attempt(overdam, { municipality: 'overdam' }))).toMatchObject({
      result: 'linked',
    });
    world.clock.advance(limits.codeOfMunicipality.lockMs);
    expect(await world.people.verifyCode(world.attempt(code))).toEqual(linked);
  });
});

test('of twenty at once on two phones one is linked', async () => {
  const code = await world.code();
  const attempts = Array.from({ length: 20 }, (_, i) => {
    const identity = i % 2 ? phone : otherPhone;
    return world.attempt(code, { identity });
  });
  const answers = await Promise.all(attempts.map((attempt) => world.people.verifyCode(attempt)));
  expect(answers.filter(({ result }) => result === 'linked')).toEqual([linked]);
  const known = [await world.people.personOf(phone, 'wegstad'), await world.people.personOf(otherPhone, 'wegstad')];
  expect(known.filter(Boolean)).toHaveLength(1);
  const entries = await world.people.auditOf('demo-amina', 'wegstad', 100);
  expect(entries.filter(({ action, result }) => action === 'code.tried' && result === 'ok')).toHaveLength(1);
});

test('on disk too, and it is there after a restart', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'people-'));
  const disk = await createWorld(undefined, () => openStoreIn(directory));
  const code = await disk.code();
  const attempts = Array.from({ length: 20 }, (_, i) => disk.attempt(code, { identity: i % 2 ? phone : otherPhone }));
  const answers = await Promise.all(attempts.map((attempt) => disk.people.verifyCode(attempt)));
  expect(answers.filter(({ result }) => result === 'linked')).toEqual([linked]);
  await disk.bare.close();

  const bytes = readdirSync(directory).map((file) => readFileSync(join(directory, file)).toString('latin1'));
  expect(bytes.join()).not.toMatch(new RegExp(`${code}|${phone.id}|${otherPhone.id}|Amina`));
  const again = await createWorld(undefined, () => openStoreIn(directory));
  const known = [await again.people.personOf(phone, 'wegstad'), await again.people.personOf(otherPhone, 'wegstad')];
  expect(known.filter(Boolean)).toHaveLength(1);
  for (const [i, attempt] of attempts.entries()) expect(await again.people.verifyCode(attempt)).toEqual(answers[i]);
  await again.bare.close();
  rmSync(directory, { recursive: true });
});

test('twenty times the same activity at once is one link and one answer', async () => {
  const attempt = world.attempt(await world.code());
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.people.verifyCode(attempt)));
  expect(answers).toEqual(Array(20).fill(linked));
});

describe.each(['lost', 'torn'] as const)('cut off at any step, the write %s', (fault) => {
  const faulty = faultyStore(fault);

  test.each([
    ['a right code', true, linked],
    ['a wrong code', false, { result: 'refused', triesLeft: limits.codeOfIdentity.tries - 1 }],
  ])('%s comes out at the same answer', async (_, isRight, expected) => {
    let steps = 0;
    for (let step = 1; ; step += 1) {
      const cut = await createWorld(faulty.wrap);
      const attempt = cut.attempt(isRight ? await cut.code() : wrongCode);
      faulty.failAt(step);
      expect(await untilAnswered(() => cut.people.verifyCode(attempt))).toEqual(expected);
      const hadFault = faulty.failed();
      faulty.failAt(Infinity);
      expect(await cut.people.verifyCode(attempt)).toEqual(expected);
      expect((await cut.people.personOf(phone, 'wegstad'))?.person.id).toBe(isRight ? 'demo-amina' : undefined);
      const next = await cut.people.verifyCode(cut.attempt(wrongCode));
      const left = limits.codeOfIdentity.tries - (isRight ? 1 : 2);
      expect(next).toEqual({ result: 'refused', triesLeft: left });
      const entries = await cut.people.auditOf('demo-amina', 'wegstad', 100);
      expect(entries.filter(({ action }) => action === 'code.tried')).toHaveLength(isRight ? 1 : 0);
      await cut.bare.close();
      if (!hadFault) break;
      steps = step;
    }
    expect(steps).toBeGreaterThan(5);
  });

  test('a repeat does not undo what was noted since', async () => {
    let noted = 0;
    for (let step = 1, hadFault = true; hadFault; step += 1) {
      const cut = await createWorld(faulty.wrap);
      const attempt = cut.attempt(await cut.code());
      faulty.failAt(step);
      const first = await cut.people.verifyCode(attempt).catch(() => undefined);
      hadFault = faulty.failed();
      faulty.failAt(Infinity);
      const isLinked = (await cut.people.personOf(phone, 'wegstad')) !== undefined;
      await cut.people.noteDevice(phone, 'wegstad', { isChanged: true });
      expect(await cut.people.verifyCode(attempt)).toEqual(linked);
      const { identity } = (await cut.people.personOf(phone, 'wegstad')) ?? {};
      expect(identity?.isChanged).toBe(isLinked ? true : undefined);
      if (isLinked && !first) noted += 1;
      await cut.bare.close();
    }
    expect(noted).toBeGreaterThan(1);
  });
});
