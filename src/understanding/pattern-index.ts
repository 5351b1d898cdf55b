import { anchorOf, isTypoOf, type WordPattern, type WordSet } from './word-patterns.ts';

/** Of each list, in its order, the patterns that a text with these words may hold. All others it does not hold. */
export type PatternIndex<List extends string> = (words: readonly string[]) => (list: List) => WordPattern[];

/** Looks the words of a text up, so that not every pattern has to be looked for. */
export function indexPatterns<List extends string>(
  lists: Readonly<Record<List, readonly WordPattern[]>>,
): PatternIndex<List> {
  const all = (Object.keys(lists) as List[]).flatMap((list) => lists[list].map((pattern) => ({ list, pattern })));
  const index = createWordIndex();
  for (const [number, { pattern }] of all.entries()) for (const set of anchorOf(pattern)) index.add(set, number);
  return (words) => {
    const found = new Set<number>();
    for (const word of new Set(words)) index.find(word, found);
    const patterns = [...found].sort((a, b) => a - b).map((number) => all[number]!);
    return (list) => patterns.filter((one) => one.list === list).map(({ pattern }) => pattern);
  };
}

interface WordIndex {
  add(set: WordSet, number: number): void;
  /** Adds to `found` the numbers of all sets that have this word. */
  find(word: string, found: Set<number>): void;
}

function createWordIndex(): WordIndex {
  const exact = new Map<string, number[]>();
  const starts = new Map<string, number[]>();
  const ends = new Map<string, number[]>();
  const insides = new Map<string, number[]>();
  /** By first letter and length, which a typo changes by one at most. */
  const longs = new Map<string, Map<string, number[]>>();
  const longKey = (word: string, length: number): string => `${word[0]}${length}`;

  return {
    add(set, number) {
      for (const word of set.exact) push(exact, word, number);
      for (const start of set.starts) push(starts, start, number);
      for (const end of set.ends) push(ends, end, number);
      for (const inside of set.insides) push(insides, inside, number);
      for (const word of [...set.longByFirst.values()].flat()) {
        const key = longKey(word, word.length);
        longs.set(key, push(longs.get(key) ?? new Map<string, number[]>(), word, number));
      }
    },
    find(word, found) {
      take(exact.get(word), found);
      for (let letters = 1; letters <= word.length; letters++) {
        take(starts.get(word.slice(0, letters)), found);
        take(ends.get(word.slice(-letters)), found);
      }
      for (const [inside, numbers] of insides) if (word.includes(inside)) take(numbers, found);
      for (const length of [word.length - 1, word.length, word.length + 1]) {
        for (const [meant, numbers] of longs.get(longKey(word, length)) ?? []) {
          if (isTypoOf(word, meant)) take(numbers, found);
        }
      }
    },
  };
}

function push(map: Map<string, number[]>, key: string, number: number): Map<string, number[]> {
  map.set(key, [...(map.get(key) ?? []), number]);
  return map;
}

function take(numbers: readonly number[] | undefined, found: Set<number>): void {
  for (const number of numbers ?? []) found.add(number);
}
