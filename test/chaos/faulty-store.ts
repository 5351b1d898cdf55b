import { StoreUnavailable, type Store, type WriteOutcome } from '../../src/store/store.ts';
import { after, type Random } from './random.ts';

export interface FaultyStore extends Store {
  /** From now on it is slow, answers late (what it did is unknown) or does nothing, each by this chance. */
  fail(chances: { slow: number; late: number; away: number }): void;
  faults(): number;
}

const slowMs = 15;

/** A store before which things go wrong. What it does is done by the one behind it. */
export function createFaultyStore(store: Store, random: Random): FaultyStore {
  let chances = { slow: 0, late: 0, away: 0 };
  let faults = 0;
  const happens = (chance: number): boolean => {
    const does = random.chance(chance);
    if (does) faults += 1;
    return does;
  };
  const read = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (happens(chances.slow)) await after(random.below(slowMs));
    if (happens(chances.away)) throw new StoreUnavailable('away');
    const answer = await ask();
    if (happens(chances.late)) throw new StoreUnavailable('late');
    return answer;
  };
  return {
    ...store,
    get: (collection, id) => read(() => store.get(collection, id)),
    find: (collection, query) => read(() => store.find(collection, query)),
    async write(ops) {
      const unknown = ops.map((): WriteOutcome => 'unknown');
      if (happens(chances.slow)) await after(random.below(slowMs));
      if (happens(chances.away)) return unknown;
      const done = random.below(ops.length + 1);
      const isLate = happens(chances.late);
      // Ops are applied in order; from some op on nobody knows, and a part of those was applied.
      const outcomes = await store.write(isLate ? ops.slice(0, Math.max(1, done)) : ops);
      if (!isLate) return outcomes;
      const known = random.below(outcomes.length + 1);
      return [...outcomes.slice(0, known), ...unknown.slice(known)];
    },
    fail: (next) => void (chances = next),
    faults: () => faults,
  };
}
