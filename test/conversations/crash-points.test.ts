import { describe, expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import { activities } from '../../src/conversations/documents.ts';
import type { Store } from '../../src/store/store.ts';
import { answersIn, describeOnEachStore, fakeChannel, held, logOf, message, startProcess } from './world.ts';
import type { WatchedStore } from './watched-store.ts';

/**
 * A process that dies at its nth effect on the outside: each write to the store and each send is an effect. Dying `before`
 * it means that it never happened, dying `after` it that it happened and nobody heard so. A dead process does nothing more.
 */
interface Doomed {
  store: Store;
  channel: Channel;
  effects(): number;
  isDead(): boolean;
}

const never = (): Promise<never> => new Promise(() => undefined);

function doom(store: Store, channel: Channel, dieAt: number, when: 'before' | 'after'): Doomed {
  let count = 0;
  let dead = false;
  const effect = async <T>(happen: () => Promise<T>): Promise<T> => {
    if (dead) return never();
    const mine = ++count;
    if (mine === dieAt && when === 'before') {
      dead = true;
      return never();
    }
    const result = await happen();
    if (mine === dieAt) dead = true;
    return dead ? never() : result;
  };
  const read = async <T>(get: () => Promise<T>): Promise<T> => (dead ? never() : get());
  return {
    effects: () => count,
    isDead: () => dead,
    store: {
      get: (collection, id) => read(() => store.get(collection, id)),
      find: (collection, query) => read(() => store.find(collection, query)),
      walk: (collection, page) => read(() => store.walk(collection, page)),
      write: (ops) => effect(() => store.write(ops)),
      close: () => Promise.resolve(),
    },
    channel: {
      ...channel,
      ...(channel.send ? { send: (delivery) => effect(async () => (await channel.send?.(delivery)) ?? {}) } : {}),
    },
  };
}

interface Scenario {
  name: string;
  channelName: 'web' | 'botframework';
  texts: string[];
}

const scenarios: Scenario[] = [
  { name: 'web: one message', channelName: 'web', texts: ['one'] },
  { name: 'web: a message that writes to another conversation', channelName: 'web', texts: ['other:two'] },
  { name: 'connector: one message', channelName: 'botframework', texts: ['one'] },
  { name: 'connector: two messages, one after the other', channelName: 'botframework', texts: ['one', 'two'] },
];

/** Plays a scenario in a process that dies at its nth effect, restarts, and says what came of it. */
async function play(store: WatchedStore, scenario: Scenario, dieAt: number, when: 'before' | 'after') {
  const clock = held();
  const web: Channel = { ...fakeChannel(), name: 'web' };
  delete web.send;
  const connector = fakeChannel();
  const channel = scenario.channelName === 'web' ? web : connector;
  const arrivals = scenario.texts.map((text, index) =>
    message(text, { channel: scenario.channelName, id: `m${index}` }),
  );

  const doomed = doom(store, channel, dieAt, when);
  const first = startProcess({ store: doomed.store, clock, channel: doomed.channel });
  const accepted: string[] = [];
  for (const arrival of arrivals) {
    void first.accept([arrival]).then(
      () => accepted.push(arrival.id),
      () => undefined,
    );
    await store.atRest();
  }

  const second = startProcess({ store, clock, channel });
  // The platform sends again what got no 200.
  for (const arrival of arrivals) if (!accepted.includes(arrival.id)) await second.accept([arrival]);
  clock.advance(3_000);
  await second.start();
  await second.idle();
  clock.advance(40_000);
  await second.sweep();
  await second.idle();

  const pending = await store.find(activities, { range: { field: 'due', from: 0 }, limit: 10 });
  const result = {
    died: doomed.isDead(),
    log: await logOf(second),
    other: await logOf(second, 'c_two'),
    answers: await answersIn(second),
    sent: connector.given.map(({ id }) => id),
    pending: pending.length,
  };
  await second.close();
  await store.close();
  return result;
}

describeOnEachStore((openStore) => {
  describe.each(scenarios)('killed between any two steps — $name', (scenario) => {
    test.each(['before', 'after'] as const)(
      'dying %s an effect, every message is answered exactly once',
      async (when) => {
        let points = 0;
        for (let dieAt = 1; ; dieAt++) {
          const result = await play(await openStore(), scenario, dieAt, when);
          if (!result.died) break;
          points++;
          const at = `effect ${dieAt}`;
          expect([at, [...result.answers].sort()]).toEqual([at, scenario.texts.map((_, index) => `m${index}`)]);
          const seqs = result.log.map((line) => Number(line.split(' ')[0]));
          expect([at, seqs]).toEqual([at, seqs.map((_, index) => index + 1)]);
          expect([at, result.pending]).toEqual([at, 0]);
          if (scenario.texts[0]?.startsWith('other:')) {
            expect([at, result.other]).toEqual([at, ['1 in from elsewhere', '2 out echo from elsewhere']]);
          }
          if (scenario.channelName === 'botframework') {
            const outgoing = result.log.filter((line) => line.includes(' out ')).length;
            expect([at, new Set(result.sent).size]).toEqual([at, outgoing]);
            // A double is allowed only where the death fell between a send and its record: at most one.
            expect(result.sent.length - outgoing).toBeLessThanOrEqual(1);
          }
        }
        expect(points).toBeGreaterThanOrEqual(scenario.channelName === 'web' ? 3 : 4);
      },
    );
  });
});
