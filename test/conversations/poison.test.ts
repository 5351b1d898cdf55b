import { expect, test } from '@jest/globals';
import type { Conversations } from '../../src/conversations/mailbox.ts';
import type { Store } from '../../src/store/store.ts';
import { answersIn, describeOnEachStore, echo, held, logOf, message, startProcess } from './world.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const most = 20;
/** Longer than a row waits for its last try. */
const mostWaitMs = 20_000;

/** The same store for a process that may be dead: then it reads and writes nothing more. */
const untilDead = (store: Store, isDead: () => boolean): Store => ({
  get: (collection, id) => (isDead() ? never() : store.get(collection, id)),
  find: (collection, query) => (isDead() ? never() : store.find(collection, query)),
  walk: (collection, page) => (isDead() ? never() : store.walk(collection, page)),
  write: (ops) => (isDead() ? never() : store.write(ops)),
  close: () => Promise.resolve(),
});

describeOnEachStore((openStore) => {
  /** Processes on one store, each started 1.5 s after the one before died of reading `poison`, until one lives. */
  async function restartUntilOneLives(texts: readonly string[], owner: () => string | undefined, betweenMs: number) {
    const store = await openStore();
    const clock = held();
    const arrivals = texts.map((text, at) =>
      message(text, { conversation: text === 'impatient' ? `c_${at - 1}` : `c_${at}`, id: `m-${at}` }),
    );
    const asides: string[] = [];
    for (let deaths = 0; deaths < most; deaths++) {
      let dead = false;
      const name = owner();
      const mailbox: Conversations = startProcess({
        store: untilDead(store, () => dead),
        clock,
        ...(name === undefined ? {} : { owner: name }),
        turn: async (input) => {
          if (dead) return never();
          if (input.setAside) asides.push(...input.batch.map(({ id }) => id));
          else if (input.batch.some(({ activity }) => activity.text === 'poison')) {
            dead = true;
            return never();
          }
          return echo(input);
        },
      });
      if (deaths === 0) void mailbox.accept(arrivals);
      else void mailbox.start();
      await store.atRest();
      for (let waited = 0; waited < mostWaitMs && !dead; waited += 1_000) {
        clock.advance(1_000);
        await store.atRest();
      }
      if (!dead && deaths > 0) {
        const answers = await Promise.all(arrivals.map(({ conversation }) => answersIn(mailbox, conversation)));
        const last = await logOf(mailbox, `c_${texts.indexOf('poison')}`);
        await mailbox.close();
        await store.close();
        return { deaths, asides, answers, last };
      }
      clock.advance(betweenMs);
    }
    throw new Error(`none of ${most} lived`);
  }

  test('a message that ends each process that reads it is set aside when it has ended three, what was beside it is not', async () => {
    const texts = ['one', 'two', 'poison', 'three', 'four'];
    const { deaths, asides, answers, last } = await restartUntilOneLives(texts, () => undefined, 1_500);
    expect(deaths).toBe(3);
    expect(asides).toEqual(['m-2']);
    expect(answers).toEqual(texts.map((_, at) => [`m-${at}`]));
    expect(last).toEqual(['1 in poison', '2 out set aside']);
  });

  test('so it is where others are at work on the same store, also when its person goes on writing', async () => {
    let count = 0;
    const texts = ['poison', 'impatient'];
    const { deaths, asides, answers } = await restartUntilOneLives(texts, () => `process ${++count}`, 1_500);
    expect(deaths).toBe(3);
    expect(asides).toEqual(['m-0']);
    expect(answers[0]).toEqual(['m-0', 'm-1']);
  });
});
