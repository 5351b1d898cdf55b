import { createRandom as createNumbers } from '../../src/understanding/local/random.ts';

/** What happens by chance, the same for the same seed as far as the order of asking is the same. */
export interface Random {
  chance(probability: number): boolean;
  /** A whole number from 0, below this. */
  below(limit: number): number;
}

export function createRandom(seed: number): Random {
  const next = createNumbers(seed);
  return { chance: (probability) => next() < probability, below: (limit) => Math.floor(next() * limit) };
}

export const after = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));
