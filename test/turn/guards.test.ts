import { afterEach, describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../src/turn/state.ts';
import { meanings, stateOf } from './meanings.ts';
import { openTurnWorld, type TurnWorld } from './world.ts';

let world: TurnWorld;
afterEach(() => world.close());

describe('guards', () => {
  test('a message that comes a day late is apologised for and answered', async () => {
    world = await openTurnWorld(meanings);
    await world.say('hoi');
    const [late] = await world.say('hoi', { at: world.clock.now() - 25 * 3_600_000 });
    expect(late?.texts).toEqual(['general.late', 'general.greet']);
  });

  test('a flood is slowed down, each message answered, danger still first', async () => {
    world = await openTurnWorld(meanings, { floodPerMinute: 3 });
    for (let count = 0; count < 3; count++) await world.say('hoi');
    expect((await world.say('hoi'))[0]?.texts).toEqual(['general.flood']);
    expect((await world.say('ik wil dood'))[0]?.texts[0]).toBe('support.danger_suicide');
    world.clock.advance(60_000);
    expect((await world.say('hoi'))[0]?.texts).toEqual(['general.greet']);
  });

  test('a number that nobody should send is masked, said, and the rest answered', async () => {
    world = await openTurnWorld({ ...meanings, 'hoi •••': ['general.greet'] });
    const [reply] = await world.say('hoi 111222333');
    expect(reply?.texts).toEqual(['general.intro', 'general.data_notice', 'general.masked', 'general.greet']);
    const { entries } = await world.mailbox.log('c_web.wegstad.test', 0, 10);
    expect(entries[0]?.activity.text).toBe('hoi •••');
  });
});

describe('when something breaks', () => {
  test('the person gets a text in their language and the offer of a person; no message text is logged', async () => {
    world = await openTurnWorld(meanings);
    await world.join('en');
    const broken = world.people as { personOf: unknown };
    const { personOf } = world.people;
    broken.personOf = () => Promise.reject(new Error('the record is away'));
    const [reply] = await world.say('when is my appointment please');
    expect([reply?.texts, reply?.language]).toEqual([['general.failed'], 'en']);
    expect(reply?.actions.map(({ value }) => value)).toEqual(['human:']);
    expect(world.logged.join('\n')).toContain('"fault"');
    expect(world.logged.join('\n')).not.toContain('appointment please');
    broken.personOf = personOf;
    expect((await world.say('when is my appointment please'))[0]?.texts).toEqual(['appointments.code_first']);
  });

  test('a recognizer that is away understands nothing, and the turn goes on', async () => {
    const recognizer = { name: 'local' as const, recognize: () => Promise.reject(new Error('away')) };
    world = await openTurnWorld({}, { recognizer });
    expect((await world.say('wat dan ook'))[0]?.texts).toEqual([
      'general.intro',
      'general.data_notice',
      'general.none',
    ]);
  });
});

describe('dialog state', () => {
  test('is committed with the turn and never reaches the store by itself', async () => {
    const written = new Set<string>();
    world = await openTurnWorld(meanings, {
      store: (store) => ({
        ...store,
        get: (collection, id) => store.get(collection, id),
        find: (collection, query) => store.find(collection, query),
        write: (ops) => (ops.forEach((op) => written.add(op.collection.name)), store.write(ops)),
        close: () => store.close(),
      }),
    });
    await world.say('ik kan niet komen');
    expect([...written].sort()).toEqual(['activities', 'conversations']);
    expect(JSON.stringify((await stateOf(world)).dialogs)).toContain('appointments.absent');
  });

  test('of another version starts the dialog again and says so', async () => {
    world = await openTurnWorld(meanings);
    await world.say('ik kan niet komen');
    await world.mailbox.change<ConversationState>('c_web.wegstad.test', 'test', (state) => ({
      state: { ...state, dialogsVersion: 'older' },
    }));
    const [reply] = await world.say('wanneer is mijn afspraak');
    expect(reply?.texts).toEqual(['general.dialog_restarted', 'appointments.code_first']);
  });
});
