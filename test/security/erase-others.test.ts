import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { conversations } from '../../src/conversations/documents.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

const marker = 'blauwvingerhoed';
const shared = 'c_web.wegstad.test';
const own = 'c_web.wegstad.own';

let world: TurnWorld;
beforeEach(async () => {
  world = await openTurnWorld({ wis: ['general.erase'], afspraken: ['appointments.next'] });
});
afterEach(() => world.close());

const keysOf = (said: Said[]): string[] => said.flatMap(({ texts }) => texts);
const say = (text: string, conversation: string): Promise<Said[]> => world.say(text, { conversation });
const tap = (value: string, conversation: string): Promise<Said[]> =>
  world.say(value, { conversation, value, channelData: { postBack: true } });
const logOf = async (conversation: string): Promise<string> =>
  JSON.stringify((await world.mailbox.log(conversation, 0, 500)).entries);

async function eraseIn(conversation: string): Promise<string[]> {
  await say('wis', conversation);
  await tap('choose:go', conversation);
  return keysOf(await tap('choose:yes', conversation));
}

test('where two people used one conversation, only what was before the other is erased', async () => {
  await say(await world.codeOf('demo-amina'), shared);
  await say(marker, shared);
  await say(await world.codeOf('demo-selam'), shared);
  await say('zonnebloem', shared);
  await say(await world.codeOf('demo-amina'), own);
  expect(await eraseIn(own)).toContain('general.data_erased');
  expect(await logOf(shared)).not.toMatch(/blauwvingerhoed|Amina/);
  expect(await logOf(shared)).toMatch(/Selam[^]*zonnebloem/);
  expect(keysOf(await say('afspraken', shared))).toEqual(['appointments.next_moved']);
});

test('a conversation that is begun again on an own phone without a code is found too', async () => {
  await say(await world.codeOf('demo-amina'), shared);
  await tap('ask:appointments.next', shared);
  const [found] = await world.store.find(conversations, {
    where: { municipality: 'wegstad', person: 'demo-amina' },
    limit: 2,
  });
  expect(found?.id).toBe(shared);
});

test('a visitor erases the conversation that they are in, and no other', async () => {
  await say(marker, own);
  await say(marker, shared);
  expect(await eraseIn(shared)).toEqual(['general.data_erased_here', 'general.data_stays_here']);
  expect(await logOf(shared)).not.toContain(marker);
  expect(await logOf(own)).toContain(marker);
  expect(await world.people.person('demo-amina', 'wegstad')).toBeDefined();
});

test('once a code tied it to somebody, it takes a code or PIN, also in the middle of asking', async () => {
  await say(await world.codeOf('demo-amina'), shared);
  await say('wis', shared);
  await tap('choose:go', shared);
  world.clock.advance(11 * 60_000);
  expect(keysOf(await tap('choose:yes', shared))).not.toContain('general.data_erased');
  expect(keysOf(await say('wis', shared))).toEqual(['general.pin_first']);
  expect(await world.people.person('demo-amina', 'wegstad')).toBeDefined();
});

test('in a group nothing is shown and nothing is erased', async () => {
  for (const text of [marker, 'wis']) {
    await world.mailbox.accept([
      {
        id: world.ids.random(),
        conversation: 'c_group',
        channel: 'botframework',
        municipality: 'wegstad',
        at: world.clock.now(),
        activity: {
          type: 'message',
          text,
          channelId: 'msteams',
          serviceUrl: 'http://127.0.0.1:9',
          from: { id: '29:x', name: '' },
          conversation: { id: 'group', isGroup: true, name: '', conversationType: 'groupChat' },
        },
      },
    ]);
    await world.mailbox.idle();
  }
  const log = await logOf('c_group');
  expect(log).toContain(marker);
  expect(log).toContain('general.data_not_in_group');
  expect(log).not.toContain('general.data_erase_here');
});

test('erased by one person, what another one in the same municipality has stays', async () => {
  await say(await world.codeOf('demo-selam'), shared);
  await say(await world.codeOf('demo-amina'), own);
  await eraseIn(own);
  expect(keysOf(await say('afspraken', shared))).toEqual(['appointments.next_moved']);
  expect((await world.people.record('demo-selam')).appointments).toHaveLength(1);
});
