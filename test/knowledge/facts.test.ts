import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { factOn, loadFacts, type Facts, type FactsError } from '../../src/knowledge/facts.ts';
import { contentFolder, factRow } from './content-folder.ts';

const load = (...rows: string[]): Facts =>
  loadFacts(join(contentFolder({ 'dialogs/money/facts.yaml': rows.join('') }), 'dialogs'));

const problemsOf = (...rows: string[]): string[] => {
  try {
    load(...rows);
    return [];
  } catch (error) {
    return (error as FactsError).problems.map(({ key, what }) => `${key}: ${what}`);
  }
};

describe('a fact that changes', () => {
  const price = load(
    factRow('F1', { value: 60, validFrom: '2027-01-01' }),
    factRow('F1', { value: 50, validFrom: '2026-01-01', validTo: '2026-12-31' }),
  );

  test.each([
    ['2026-12-31', 50],
    ['2027-01-01', 60],
    ['2025-06-01', 50],
  ])('on %s its value is %s', (day, value) => {
    expect(factOn(price, 'F1', day)?.value).toBe(value);
  });

  test('that ran out keeps its last version, and one that is not there has none', () => {
    const over = load(factRow('F1', { value: 50, validTo: '2026-12-31' }));
    expect(factOn(over, 'F1', '2027-06-01')?.value).toBe(50);
    expect(factOn(over, 'F2', '2026-06-01')).toBeUndefined();
  });
});

test('spans of one fact that overlap are named, and so is one that ends before it begins', () => {
  const overlapping = 'F1: stands twice with spans that overlap';
  expect(problemsOf(factRow('F1'), factRow('F1'))).toEqual([overlapping]);
  expect(problemsOf(factRow('F1', { validFrom: '2027-01-01' }), factRow('F1', { validTo: '2027-01-01' }))).toEqual([
    overlapping,
  ]);
  expect(problemsOf(factRow('F1', { validFrom: '2027-01-01', validTo: '2026-01-01' }))).toEqual([
    'F1: ends before it begins',
  ]);
});

test('each number of a fact is a fact with a letter', () => {
  expect([...load(factRow('F75'), factRow('F75a', { value: 250 })).keys()]).toEqual(['F75', 'F75a']);
  expect(problemsOf(factRow('F75A'))).toEqual(['0.id: must be F, a number and perhaps a letter']);
});
