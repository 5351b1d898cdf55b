import { fold, wordsOf } from './normalize.ts';

/**
 * A row of words to find in a text. `word*`, `*word` and `*word*` match the beginning, the end and the inside of a word, `(a|b c)` either,
 * `word?` may be absent, `...` stands for up to three other words, and `a & b` finds both, in any order. Words of six letters or more may have one typo.
 */
export interface WordPattern {
  source: string;
  /** All of them must be found. */
  rows: readonly Row[];
}

interface Row {
  parts: readonly Part[];
  /** The letters that its first word may begin with; absent when that may be any. */
  firstLetters?: ReadonlySet<string>;
}

type Part = 'gap' | { words: WordSet; phrases: readonly WordSet[][]; isOptional: boolean };

const maxGap = 3;
const apostrophes = /['’`ʼ‘]/g;
const wordsWithStars = (text: string): string[] => text.match(/[\p{L}\p{N}*]+/gu) ?? [];
const joined = (text: string): string => fold(text.replace(apostrophes, ''));

/** The words of a text as patterns see them: folded, an apostrophe joins ("don't" is "dont"). */
export const patternWords = (text: string): string[] => wordsOf(joined(text));

/** `exactly`: a typo is no match. Throws for a pattern that could match nothing or anything. */
export function compilePattern(source: string, { exactly = false } = {}): WordPattern {
  const rows = joined(source).split(' & ');
  return { source, rows: rows.map((row) => compileRow(row, exactly)) };
}

function compileRow(source: string, exactly: boolean): Row {
  const tokens = source.match(/\([^)]*\)\??|\S+/g) ?? [];
  const parts = tokens.map((token) => partOf(token, exactly));
  if (!parts.some((part) => part !== 'gap' && !part.isOptional))
    throw new Error(`"${source}" is not a pattern of words`);
  const firstLetters = firstLettersOf(parts[0]!);
  return { parts, ...(firstLetters && { firstLetters }) };
}

function firstLettersOf(part: Part): Set<string> | undefined {
  if (part === 'gap' || part.isOptional) return undefined;
  const sets = [part.words, ...part.phrases.map(([first]) => first!)];
  if (sets.some(({ ends, insides }) => ends.length + insides.length > 0)) return undefined;
  return new Set(sets.flatMap(({ exact, starts }) => [...exact, ...starts].map((word) => word[0]!)));
}

function partOf(token: string, exactly: boolean): Part {
  if (/^\.+$/.test(token)) return 'gap';
  const isOptional = token.endsWith('?');
  const alternatives = token.split('|').map((alternative) => wordsWithStars(alternative));
  if (alternatives.some((words) => words.length === 0 || words.includes('*'))) {
    throw new Error(`"${token}" is not a word or "(one|another)"`);
  }
  return {
    words: wordSet(alternatives.filter(({ length }) => length === 1).flat(), exactly),
    phrases: alternatives
      .filter(({ length }) => length > 1)
      .map((words) => words.map((word) => wordSet([word], exactly))),
    isOptional,
  };
}

/** Where a pattern first stands among the words, from `from` on: its first word, and the one after its last. */
export function findPattern({ rows }: WordPattern, words: readonly string[], from = 0): Span | undefined {
  const spans: Span[] = [];
  for (const row of rows) {
    const span = findRow(row, words, from);
    if (!span) return undefined;
    spans.push(span);
  }
  return { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) };
}

interface Span {
  start: number;
  end: number;
}

function findRow({ parts, firstLetters }: Row, words: readonly string[], from: number): Span | undefined {
  for (let start = from; start < words.length; start++) {
    if (firstLetters && !firstLetters.has(words[start]![0]!)) continue;
    const end = matchParts(parts, 0, words, start);
    if (end !== undefined && end > start) return { start, end };
  }
  return undefined;
}

function matchParts(parts: readonly Part[], place: number, words: readonly string[], at: number): number | undefined {
  const part = parts[place];
  if (part === undefined) return at;
  for (const next of endsOf(part, words, at)) {
    const end = matchParts(parts, place + 1, words, next);
    if (end !== undefined) return end;
  }
  return undefined;
}

/** Where the words that a part takes may end. */
function endsOf(part: Part, words: readonly string[], at: number): number[] {
  if (part === 'gap') return Array.from({ length: Math.min(maxGap, words.length - at) + 1 }, (_, skip) => at + skip);
  const ends: number[] = [];
  if (at < words.length && hasWord(part.words, words[at]!)) ends.push(at + 1);
  for (const phrase of part.phrases) {
    const fits = phrase.every((set, i) => at + i < words.length && hasWord(set, words[at + i]!));
    if (fits) ends.push(at + phrase.length);
  }
  if (part.isOptional) ends.push(at);
  return ends;
}

export interface WordSet {
  exact: ReadonlySet<string>;
  starts: readonly string[];
  ends: readonly string[];
  insides: readonly string[];
  /** The words that may have a typo, by their first letter, which is always right. */
  longByFirst: ReadonlyMap<string, string[]>;
}

/** What a word of a set may look like, in letters. */
const lettersOf = ({ exact, starts, ends, insides }: WordSet): string[] => [...exact, ...starts, ...ends, ...insides];

/**
 * Sets of words of which a text has at least one when the pattern is in it: those of the part that says most, by its
 * shortest word.
 */
export function anchorOf({ rows }: WordPattern): WordSet[] {
  const parts = rows.flatMap(({ parts }) => parts).filter((part) => part !== 'gap' && !part.isOptional);
  const anchors = parts.map((part) => (part === 'gap' ? [] : [part.words, ...part.phrases.map(longest)]));
  return anchors.reduce((best, anchor) => (shortestWord(anchor) > shortestWord(best) ? anchor : best));
}

const shortestWord = (sets: readonly WordSet[]): number =>
  Math.min(...sets.flatMap((set) => lettersOf(set).map(({ length }) => length)));

const longest = (phrase: readonly WordSet[]): WordSet =>
  phrase.reduce((best, set) => (shortestWord([set]) > shortestWord([best]) ? set : best));

const minTypoLetters = 6;
/** From so many letters on, another letter is a typo; in shorter words it makes another word. */
const minSwapLetters = 8;

function wordSet(words: readonly string[], exactly: boolean): WordSet {
  const exact = words.filter((word) => !word.includes('*'));
  const longByFirst = new Map<string, string[]>();
  for (const word of exactly ? [] : exact.filter(({ length }) => length >= minTypoLetters)) {
    longByFirst.set(word[0]!, [...(longByFirst.get(word[0]!) ?? []), word]);
  }
  return {
    exact: new Set(exact),
    starts: words.filter((word) => /^[^*]+\*$/.test(word)).map((word) => word.slice(0, -1)),
    ends: words.filter((word) => /^\*[^*]+$/.test(word)).map((word) => word.slice(1)),
    insides: words.filter((word) => /^\*[^*]+\*$/.test(word)).map((word) => word.slice(1, -1)),
    longByFirst,
  };
}

const hasWord = ({ exact, starts, ends, insides, longByFirst }: WordSet, word: string): boolean =>
  exact.has(word) ||
  starts.some((start) => word.startsWith(start)) ||
  ends.some((end) => word.endsWith(end)) ||
  insides.some((inside) => word.includes(inside)) ||
  (longByFirst.get(word[0]!)?.some((meant) => isTypoOf(word, meant)) ?? false);

/** One letter too few, too many or (in long words) wrong, or two swapped; the first letter is right. */
export function isTypoOf(word: string, meant: string): boolean {
  if (Math.abs(word.length - meant.length) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at++;
  const rest = word.slice(at);
  const restMeant = meant.slice(at);
  if (word.length < meant.length) return rest === restMeant.slice(1);
  if (word.length > meant.length) return rest.slice(1) === restMeant;
  if (rest[0] === restMeant[1] && rest[1] === restMeant[0] && rest.slice(2) === restMeant.slice(2)) return true;
  return meant.length >= minSwapLetters && rest.slice(1) === restMeant.slice(1);
}
