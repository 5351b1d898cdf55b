/** Chance that is the same each time: mulberry32. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  pick<Item>(items: readonly Item[]): Item;
  between(low: number, high: number): number;
}

export function createChance(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    between: (low, high) => low + next() * (high - low),
  };
}
