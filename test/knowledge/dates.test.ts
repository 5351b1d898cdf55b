import { describe, expect, test } from '@jest/globals';
import { euros, monthInWords } from '../../src/knowledge/dates.ts';

/** Without the marks that hold a number together or give it a direction. */
const plain = (text: string): string =>
  text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u2066-\u2069]/g, '');

describe('an amount', () => {
  test.each([
    ['nl', '€ 1.612,50'],
    ['en', '€1,612.50'],
    ['ar', '1,612.50 €'],
    ['fa', '€ 1,612.50'],
    ['uk', '1 612,50 €'],
  ] as const)('is written as %s writes it, in Latin digits: %s', (language, written) => {
    expect(plain(euros(language, 161_250))).toBe(written);
  });
});

test.each([
  ['nl', 'november 2026'],
  ['en', 'November 2026'],
  ['ar', 'نوفمبر 2026'],
] as const)('a month in %s is %s', (language, written) => {
  expect(plain(monthInWords(language, '2026-11'))).toBe(written);
});
