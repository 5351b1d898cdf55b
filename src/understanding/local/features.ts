import { wordsOf } from '../normalize.ts';
import { createLookup, type Lookup } from './lookup.ts';

/** A text as numbers: which features it has, and how much of each. */
export interface SparseVector {
  ids: Int32Array;
  values: Float32Array;
}

/** How often each feature (by hash) stands in a text: groups of letters inside words, and words. */
export interface FeatureCounts {
  letters: Map<number, number>;
  words: Map<number, number>;
}

export interface FeatureOptions {
  /** Longest group of letters, and longest row of words. */
  maxLetters: number;
  maxWords: number;
  /** What the words weigh beside the letters. */
  wordWeight: number;
}

const lettersSeed = 2166136260;
const wordsSeed = 374761393;
const wordEnd = 32;

/** FNV-1a over UTF-16 code units, as signed numbers of 32 bits. */
const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 16777619);
const add = (counts: Map<number, number>, hash: number): void => void counts.set(hash, (counts.get(hash) ?? 0) + 1);

/** Counts the features of a text that is folded or lowered already. */
export function countFeatures(text: string, { maxLetters, maxWords }: FeatureOptions): FeatureCounts {
  const counts: FeatureCounts = { letters: new Map(), words: new Map() };
  const words = wordsOf(text);
  for (const word of words) countLetters(` ${word} `, maxLetters, counts.letters);
  countWords(['^', ...words, '$'], maxWords, counts.words);
  return counts;
}

/** Rows of words; that a text begins or ends with a word tells as much as which word stands beside it. */
function countWords(words: readonly string[], maxWords: number, counts: Map<number, number>): void {
  for (let first = 0; first < words.length; first++) {
    let hash = wordsSeed;
    for (let at = first; at < Math.min(words.length, first + maxWords); at++) {
      const word = words[at]!;
      for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
      add(counts, hash);
      hash = hashStep(hash, wordEnd);
    }
  }
}

function countLetters(word: string, maxLetters: number, counts: Map<number, number>): void {
  for (let from = 0; from < word.length; from++) {
    let hash = lettersSeed;
    for (let at = from; at < Math.min(word.length, from + maxLetters); at++) {
      hash = hashStep(hash, word.charCodeAt(at));
      add(counts, hash);
    }
  }
}

/** The features that the training lines have, numbered, with their inverse document frequency. */
export interface Vocabulary {
  /** Their hashes, in the order of their numbers. */
  hashes: Int32Array;
  idf: Float32Array;
}

const lookups = new WeakMap<Vocabulary, Lookup>();

/** The number of a feature; -1 when the training lines do not have it. */
function lookupIn(vocabulary: Vocabulary): Lookup {
  const made = lookups.get(vocabulary) ?? createLookup(vocabulary.hashes);
  if (!lookups.has(vocabulary)) lookups.set(vocabulary, made);
  return made;
}

/** Features in fewer than `minLines` lines are left out. */
export function buildVocabulary(lines: readonly FeatureCounts[], minLines = 1): Vocabulary {
  const seen = new Map<number, number>();
  for (const { letters, words } of lines) {
    for (const counts of [letters, words]) for (const hash of counts.keys()) seen.set(hash, (seen.get(hash) ?? 0) + 1);
  }
  const kept = [...seen].filter(([, inLines]) => inLines >= minLines);
  return {
    hashes: Int32Array.from(kept, ([hash]) => hash),
    idf: Float32Array.from(kept, ([, inLines]) => Math.log((1 + lines.length) / (1 + inLines)) + 1),
  };
}

/** The share (0-1) of a text's features that the training lines have: little of it is known when it is about something else. */
export function knownShare(counts: Map<number, number>, vocabulary: Vocabulary): number {
  const idOf = lookupIn(vocabulary);
  let known = 0;
  for (const hash of counts.keys()) if (idOf(hash) >= 0) known++;
  return counts.size === 0 ? 0 : known / counts.size;
}

/** Sublinear tf-idf; letters and words are each brought to length 1, then words weigh `wordWeight`. */
export function vectorOf(counts: FeatureCounts, vocabulary: Vocabulary, { wordWeight }: FeatureOptions): SparseVector {
  const idOf = lookupIn(vocabulary);
  const { idf } = vocabulary;
  const size = counts.letters.size + counts.words.size;
  const ids = new Int32Array(size);
  const values = new Float32Array(size);
  let end = 0;
  const append = (group: Map<number, number>, weight: number): void => {
    const start = end;
    let squares = 0;
    for (const [hash, count] of group) {
      const id = idOf(hash);
      if (id < 0) continue;
      const value = (count === 1 ? 1 : 1 + Math.log(count)) * idf[id]!;
      ids[end] = id;
      values[end++] = value;
      squares += value * value;
    }
    const scale = weight / (Math.sqrt(squares) || 1);
    for (let i = start; i < end; i++) values[i]! *= scale;
  };
  append(counts.letters, 1);
  append(counts.words, wordWeight);
  return { ids: ids.subarray(0, end), values: values.subarray(0, end) };
}
