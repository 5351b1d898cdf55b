import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { indexPatterns } from '../../src/understanding/pattern-index.ts';
import { compilePattern, findPattern, patternWords } from '../../src/understanding/word-patterns.ts';

const compile = (...sources: string[]) => sources.map((source) => compilePattern(source));
const find = (lists: Record<string, string[]>, text: string, list = 'a') => {
  const compiled = Object.fromEntries(Object.entries(lists).map(([name, sources]) => [name, compile(...sources)]));
  return indexPatterns(compiled)(patternWords(text))(list).map(({ source }) => source);
};

test.each([
  ['a word', 'ik wil dood', 'nu dood'],
  ['the beginning of a word', 'bedreig*', 'bedreigd'],
  ['the end of a word', '*slaan', 'doodslaan'],
  ['the inside of a word', '*mes*', 'zakmessen'],
  ['a typo', 'mishandelt', 'mishandlet'],
  ['a letter less', 'mishandelt', 'mishandel'],
  ['a letter more', 'mishandelt', 'mishanddelt'],
  ['a phrase', '(van kant|pijn doen)', 'pijn doen'],
  ['one of two rows', 'man & vermoordt', 'vermoordt'],
])('a pattern is found by %s', (_, pattern, text) => expect(find({ a: [pattern] }, text)).toEqual([pattern]));

test('patterns keep the order of their list, and lists are apart', () => {
  const lists = { a: ['brand', 'huis', 'mes'], b: ['mes'] };
  expect(find(lists, 'mes huis brand')).toEqual(['brand', 'huis', 'mes']);
  expect(find(lists, 'mes', 'b')).toEqual(['mes']);
  expect(find(lists, 'niets')).toEqual([]);
});

test('no pattern of danger that is in a text is overlooked', () => {
  const files = globSync(join(import.meta.dirname, '../../locales/*/danger.yaml'));
  const sources = files.flatMap((file) => {
    const content = (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, string[]>;
    return Object.values(content).flat().map(String);
  });
  expect(sources.length).toBeGreaterThan(100);
  const patterns = compile(...sources);
  const patternsIn = indexPatterns({ all: patterns });
  const words = [...new Set(sources.flatMap((source) => patternWords(source)))];
  const typo = (word: string, at: number, kind: number): string => {
    const [head, tail] = [word.slice(0, at % (word.length + 1)), word.slice(at % (word.length + 1))];
    return [word, head + tail.slice(1), `${head}x${tail}`, `${head}x${tail.slice(1)}`, `pre${word}`, `${word}post`][
      kind
    ]!;
  };
  const text = fc.array(fc.tuple(fc.constantFrom(...words), fc.nat(12), fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 4, 5)), {
    minLength: 1,
    maxLength: 9,
  });
  let matches = 0;
  const property = fc.property(text, (drawn) => {
    const written = drawn.map(([word, at, kind]) => typo(word, at, kind)).filter(Boolean);
    const there = patterns.filter((pattern) => findPattern(pattern, written)).map(({ source }) => source);
    matches += there.length;
    expect(patternsIn(written)('all').map(({ source }) => source)).toEqual(expect.arrayContaining(there));
  });
  fc.assert(property, { numRuns: 3_000, seed: 11 });
  expect(matches).toBeGreaterThan(300);
});
