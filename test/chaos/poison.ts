import type { Store } from '../../src/store/store.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { textKeysOf } from '../app/direct-line.ts';
import { holdClock } from '../held-clock.ts';
import type { Figures } from './figures.ts';
import { openHouse, said, ticketsOf, type OpenStore } from './house.ts';
import type { Run } from './kills.ts';
import { after } from './random.ts';

const poison = 'gif';
const never = (): Promise<never> => new Promise(() => undefined);
/** How long until the supervisor has the next process up. */
const restartMs = 1_500;
const mostDeaths = 60;

interface Place {
  openStore: OpenStore;
  /** True where only one process may serve the store. */
  exclusive: boolean;
}

/** One message at which every process dies that reads it. It is set aside, its person is told, everybody else is answered. */
export async function poisonProcesses({ say }: Run, { openStore, exclusive }: Place): Promise<Figures> {
  const house = await openHouse(openStore);
  try {
    const clock = holdClock();
    let deaths = 0;
    const [poisoned, other] = ['c_poison.wegstad.1', 'c_poison.wegstad.2'];
    for (;;) {
      let dead = false;
      const die = (): Promise<never> => {
        dead = true;
        return never();
      };
      const recognizer: Recognizer = {
        name: 'local',
        recognize: async (utterance) => (utterance.includes(poison) ? die() : nothing),
      };
      const mortal: Store = { ...house.store, ...untilDead(house.store, () => dead) };
      const own = {
        now: clock.now,
        after: (ms: number, run: () => void) => clock.after(ms, () => void (dead || run())),
      };
      const owner = exclusive ? 'the only one' : `process ${deaths}`;
      const mailbox = await house.open(owner, { store: mortal, clock: own, recognizer, exclusive });
      void mailbox.start().catch(() => undefined);
      if (deaths === 0) {
        const arrivals = [said('Hallo', other, clock.now()), said(poison, poisoned, clock.now())];
        await mailbox.accept(arrivals);
        house.sent.push(...arrivals);
        const next = said('Bent u daar?', poisoned, clock.now() + 1);
        house.sent.push(next);
        void mailbox.accept([next]);
      }
      for (let quiet = 0; quiet < 20 && !dead; quiet++) {
        clock.advance(1_000);
        await after(20);
      }
      if (!dead || deaths >= mostDeaths) {
        const keys = (await mailbox.log(poisoned, 0, 100)).entries.flatMap(({ activity }) => textKeysOf(activity));
        const told = keys.filter((key) => key === 'general.set_aside').length;
        say(`${deaths} deaths, told ${told} time(s), ${(await ticketsOf(house.store, poisoned)).length} ticket(s)`);
        const figures = await house.audit(mailbox);
        return { ...figures, lost: figures.lost + (told === 1 ? 0 : 1) };
      }
      deaths += 1;
      clock.advance(restartMs);
    }
  } finally {
    await house.close();
  }
}

const nothing = { language: 'nl' as const, languageScore: 1, intents: [{ name: 'none', score: 0.9 }], entities: [] };

/** A dead process reads and writes nothing more. */
const untilDead = (store: Store, isDead: () => boolean): Pick<Store, 'get' | 'find' | 'write' | 'close'> => ({
  get: (collection, id) => (isDead() ? never() : store.get(collection, id)),
  find: (collection, query) => (isDead() ? never() : store.find(collection, query)),
  write: (ops) => (isDead() ? never() : store.write(ops)),
  close: () => Promise.resolve(),
});
