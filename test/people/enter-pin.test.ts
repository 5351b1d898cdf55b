import { beforeEach, describe, expect, test } from '@jest/globals';
import { limits, pinTicketLifeMs } from '../../src/people/limits.ts';
import { isWeakPin, readPin } from '../../src/people/pin-rules.ts';
import type { PinPurpose } from '../../src/people/pin-ticket.ts';
import { createWorld, faultyStore, untilAnswered, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const pin = '48213';

async function ticket(purpose: PinPurpose, conversation = 'c_one', from = world): Promise<string> {
  return from.people.pinTicket(conversation, await from.person(), 'ar', purpose);
}

async function choose(chosen = pin, from = world): Promise<void> {
  expect(await from.people.enterPin(await ticket('choose', 'c_one', from), chosen)).toMatchObject({ result: 'ok' });
  from.clock.advance(1);
}

/** PINs that are wrong, each another. */
const wrong = (i: number): string => String(30_471 + i);

describe('a ticket', () => {
  test('says the purpose and the language, whether or not there is a PIN', async () => {
    const before = await world.people.pinState(await ticket('enter'));
    await choose();
    const after = await world.people.pinState(await ticket('enter'));
    for (const state of [before, after])
      expect(state).toMatchObject({ purpose: 'enter', language: 'ar', person: 'demo-amina', conversation: 'c_one' });
  });

  test('ends after ten minutes', async () => {
    const token = await ticket('choose');
    world.clock.advance(pinTicketLifeMs - 1000);
    expect(await world.people.pinState(token)).toBeDefined();
    world.clock.advance(1000);
    expect(await world.people.pinState(token)).toBeUndefined();
    expect(await world.people.enterPin(token, pin)).toEqual({ result: 'expired' });
  });

  test.each([
    ['nothing', () => ''],
    ['garbled', (token: string) => token.slice(3)],
    ['of another purpose', (token: string) => swapPayload(token, { purpose: 'choose' })],
    ['of another person', (token: string) => swapPayload(token, { sub: 'demo-hodan' })],
    ['without signature', (token: string) => `${btoa('{"alg":"none"}')}.${token.split('.')[1]}.`],
  ])('%s is not taken', async (_, spoil) => {
    expect(await world.people.enterPin(spoil(await ticket('enter')), pin)).toEqual({ result: 'expired' });
  });

  function swapPayload(token: string, change: Record<string, string>): string {
    const [header, payload = '', signature] = token.split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change };
    return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  }
});

describe('choosing', () => {
  test('opens, and the PIN works afterwards, in Arabic digits too', async () => {
    const token = await ticket('choose');
    const chosen = await world.people.enterPin(token, pin);
    expect(chosen).toMatchObject({ result: 'ok', conversation: 'c_one', person: 'demo-amina' });
    expect(await world.people.enterPin(await ticket('enter'), '٤٨٢١٣')).toMatchObject({ result: 'ok' });
  });

  test('repeated with the same PIN it is the same; with another PIN the ticket is used', async () => {
    const token = await ticket('choose');
    const chosen = await world.people.enterPin(token, pin);
    expect(await world.people.enterPin(token, pin)).toEqual(chosen);
    expect(await world.people.enterPin(token, '97352')).toEqual({ result: 'expired' });
  });

  test('a newer ticket replaces the PIN, an older one no longer', async () => {
    const old = await ticket('choose');
    world.clock.advance(1);
    await choose('97352');
    expect(await world.people.enterPin(old, pin)).toEqual({ result: 'expired' });
    expect(await world.people.enterPin(await ticket('enter'), '97352')).toMatchObject({ result: 'ok' });
  });

  test('a weak PIN is refused and costs nothing', async () => {
    const token = await ticket('choose');
    expect(await world.people.enterPin(token, '12345')).toEqual({ result: 'weak' });
    expect(await world.people.enterPin(token, pin)).toMatchObject({ result: 'ok' });
  });

  test('opens the door that wrong tries had shut', async () => {
    await choose();
    for (let i = 0; i < limits.pinOfConversation.tries; i += 1)
      await world.people.enterPin(await ticket('enter'), wrong(i));
    expect(await world.people.enterPin(await ticket('enter'), pin)).toMatchObject({ result: 'locked' });
    await choose('97352');
    expect(await world.people.enterPin(await ticket('enter'), '97352')).toMatchObject({ result: 'ok' });
  });
});

describe('entering', () => {
  const { tries, lockMs } = limits.pinOfConversation;

  test('the right PIN opens, again and again with the same request', async () => {
    await choose();
    const token = await ticket('enter');
    const first = await world.people.enterPin(token, pin);
    expect(first).toMatchObject({ result: 'ok', conversation: 'c_one', person: 'demo-amina' });
    expect(await world.people.enterPin(token, pin)).toEqual(first);
    expect(await world.people.enterPin(await ticket('enter'), pin)).not.toEqual(first);
  });

  test('nobody learns whether there is a PIN', async () => {
    const without = await world.people.enterPin(await ticket('enter'), pin);
    await choose('97352', world);
    const withOne = await world.people.enterPin(await ticket('enter', 'c_two'), pin);
    expect(without).toEqual(withOne);
    expect(without).toEqual({ result: 'wrong', triesLeft: tries - 1 });
  });

  test('the same wrong PIN on the same ticket is one try', async () => {
    await choose();
    const token = await ticket('enter');
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await world.people.enterPin(token, wrong(0)));
    expect(answers).toEqual(Array(5).fill({ result: 'wrong', triesLeft: tries - 1 }));
  });

  test('the conversation is locked after the last try, and opens at its end', async () => {
    await choose();
    const token = await ticket('enter');
    for (let i = 0; i < tries - 1; i += 1)
      expect(await world.people.enterPin(token, wrong(i))).toEqual({ result: 'wrong', triesLeft: tries - 1 - i });
    const locked = { result: 'locked', until: world.clock.now() + lockMs };
    expect(await world.people.enterPin(token, wrong(9))).toEqual(locked);
    expect(await world.people.enterPin(token, pin)).toEqual(locked);
    world.clock.advance(lockMs);
    expect(await world.people.enterPin(await ticket('enter'), pin)).toMatchObject({ result: 'ok' });
  });

  test('a person is locked over all conversations', async () => {
    await choose();
    const until = world.clock.now() + limits.pinOfPerson.lockMs;
    for (let i = 0; i < limits.pinOfPerson.tries; i += 1)
      await world.people.enterPin(await ticket('enter', `c_${i}`), wrong(i));
    expect(await world.people.enterPin(await ticket('enter', 'c_new'), pin)).toEqual({ result: 'locked', until });
  });

  test('side by side no more are compared than the limit', async () => {
    await choose();
    const token = await ticket('enter');
    await Promise.all(Array.from({ length: 12 }, (_, i) => world.people.enterPin(token, wrong(i))));
    expect(await world.people.enterPin(token, pin)).toMatchObject({ result: 'locked' });
  });

  test('what is not five digits is a bad request and no try', async () => {
    const token = await ticket('enter');
    await expect(world.people.enterPin(token, '1234')).rejects.toMatchObject({ code: 'bad_request' });
    expect(await world.people.enterPin(token, wrong(0))).toEqual({ result: 'wrong', triesLeft: tries - 1 });
  });

  test('every try is in the audit, without the PIN', async () => {
    await choose();
    await world.people.enterPin(await ticket('enter'), wrong(0));
    const entries = await world.people.auditOf('demo-amina', 'wegstad', 10);
    expect(entries.map(({ action, result }) => `${action} ${result}`)).toEqual(['pin.tried wrong', 'pin.chosen ok']);
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${pin}|${wrong(0)}`));
  });
});

describe.each(['lost', 'torn'] as const)('cut off at any step, the write %s', (fault) => {
  const faulty = faultyStore(fault);

  test('choosing, a wrong and a right PIN come out at the same answers', async () => {
    for (const entered of ['choose', 'wrong', 'right'] as const) {
      for (let step = 1, hadFault = true; hadFault; step += 1) {
        const cut = await createWorld(faulty.wrap);
        if (entered !== 'choose') await choose(pin, cut);
        const token = await ticket(entered === 'choose' ? 'choose' : 'enter', 'c_one', cut);
        const typed = entered === 'wrong' ? wrong(0) : pin;
        faulty.failAt(step);
        const answer = await untilAnswered(() => cut.people.enterPin(token, typed));
        hadFault = faulty.failed();
        faulty.failAt(Infinity);
        expect(answer).toMatchObject(entered === 'wrong' ? { result: 'wrong', triesLeft: 4 } : { result: 'ok' });
        expect(await cut.people.enterPin(token, typed)).toEqual(answer);
        cut.clock.advance(1);
        const next = await cut.people.enterPin(await ticket('enter', 'c_one', cut), wrong(1));
        expect(next).toEqual({ result: 'wrong', triesLeft: entered === 'wrong' ? 3 : 4 });
        await cut.bare.close();
      }
    }
  });
});

test.each(['11111', '12121', '12345', '54321', '89012', '21098', '19854', '41985', '20031', '12008'])(
  '%s is weak',
  (weak) => expect(isWeakPin(weak)).toBe(true),
);
test.each(['48213', '90817', '11235', '31415', '02460'])('%s is not weak', (strong) =>
  expect(isWeakPin(strong)).toBe(false),
);

test.each([
  [' 48213 ', '48213'],
  ['۴۸۲۱۳', '48213'],
  ['4821', undefined],
  ['482133', undefined],
  ['4821a', undefined],
])('a PIN typed as "%s" is read as %s', (typed, read) => expect(readPin(typed)).toBe(read));
