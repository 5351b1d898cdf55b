import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIds } from '../../src/core/ids.ts';
import { findLinkCodes, linkCodeHash, maskedLinkCode, newLinkCode, showLinkCode } from '../../src/core/link-code.ts';

const code = fc
  .infiniteStream(fc.nat(1_000_000))
  .map((numbers) => newLinkCode((below) => (numbers.next().value ?? 0) % below));
const held = newLinkCode(steps(7));

/** Numbers that repeat run after run. */
function steps(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

describe('a new code', () => {
  test('has ten characters, no look-alikes, digits and letters', () => {
    fc.assert(
      fc.property(code, (made) => {
        expect(made).toMatch(/^[2-9CDFHJKMNPRTVWXY]{10}$/);
        expect(made.replace(/\D/g, '').length).toBeGreaterThanOrEqual(3);
        expect(made.replace(/\d/g, '').length).toBeGreaterThanOrEqual(2);
        expect(findLinkCodes(made).codes).toEqual([made]);
      }),
    );
  });

  test('is shown in two halves', () => expect(showLinkCode('K7HF3M9X2C')).toBe('K7HF3-M9X2C'));

  test('is hashed with the key of the installation', () => {
    const [one, other] = [createIds(new Uint8Array(16)), createIds(new Uint8Array(16).fill(1))];
    expect(linkCodeHash(one, held)).toBe(linkCodeHash(one, held));
    expect(linkCodeHash(one, held)).not.toBe(linkCodeHash(other, held));
  });
});

const arabic = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
const persian = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit)));
const halves = (between: string): string => held.slice(0, 5) + between + held.slice(5);

describe('a code in a message', () => {
  test.each([
    ['as printed', halves('-')],
    ['without a hyphen', held],
    ['small letters', halves('-').toLowerCase()],
    ['a space', halves(' ')],
    ['spaces round the hyphen', halves(' - ')],
    ['a long dash', halves('–')],
    ['a new line', halves('\n')],
    ['Arabic digits', arabic(halves('-'))],
    ['Persian digits', persian(halves(' '))],
    ['marks of direction', `\u200e${halves('\u200f-\u200e')}\u200f`],
    ['unseen marks between the characters', [...held].join('\u200b')],
  ])('%s', (_, typed) => {
    for (const [before, after] of [
      ['', ''],
      ['mijn code is ', '.'],
      ['الرمز: ', ' شكرا'],
      ['https://chat.wegstad.example/?code=', '&m=wegstad'],
    ]) {
      const found = findLinkCodes(`${before}${typed}${after}`);
      expect(found.codes).toEqual([held]);
      expect(found.masked.replace(/[\u200e\u200f]/g, '')).toBe(`${before}${maskedLinkCode}${after}`);
    }
  });

  test('a letter that looks like the digit that was printed is read as it', () => {
    const made = Array.from({ length: 50 }, (_, i) => newLinkCode(steps(i))).find((some) => /8/.test(some)) ?? '';
    expect(findLinkCodes(made.replace('8', 'B')).codes).toEqual([made]);
  });

  test('two codes, one of them twice', () => {
    const other = newLinkCode(steps(8));
    const found = findLinkCodes(`${held} of ${showLinkCode(other)} of ${held}`);
    expect(found.codes).toEqual([held, other]);
    expect(found.masked).toBe(`${maskedLinkCode} of ${maskedLinkCode} of ${maskedLinkCode}`);
  });

  test('five digits before a code do not hide it', () => {
    expect(findLinkCodes(`23456 ${halves(' ')}`).codes).toEqual([held]);
  });

  test('one wrong character or two that changed places never make another code', () => {
    fc.assert(
      fc.property(code, fc.nat(9), fc.nat(22), fc.nat(8), (made, at, by, swap) => {
        const wrong = '23456789CDFHJKMNPRTVWXY'[by] ?? '';
        const changed = made.slice(0, at) + wrong + made.slice(at + 1);
        const swapped = made.slice(0, swap) + made[swap + 1] + made[swap] + made.slice(swap + 2);
        for (const typed of [changed, swapped]) if (typed !== made) expect(findLinkCodes(typed).codes).toEqual([]);
      }),
    );
  });

  test('a mistyped code is masked too, and counted', () => {
    const last = held.endsWith('C') ? 'D' : 'C';
    const mistyped = held.slice(0, 9) + last;
    expect(findLinkCodes(mistyped)).toEqual({ masked: maskedLinkCode, codes: [], mistyped: 1 });
    expect(findLinkCodes(`code ${showLinkCode(mistyped)}!`)).toEqual({
      masked: `code ${maskedLinkCode}!`,
      codes: [],
      mistyped: 1,
    });
  });
});

test.each([
  'ik wil mijn afspraak van 23-12-2026 verzetten naar 24 december',
  'bel mij op 06 87654329 of +31 6 2345 6789',
  'mijn rekening is NL91ABNA0417164300',
  'kenmerk 2345-678923, dossier 23456 78923',
  'KRCHT WRDTN strct pltsn prgrm',
  'inburgering Taalhuis 2026 leerroute B1',
  'شكرا ٢٣٤٥٦ ٧٨٩٢٣',
  '8242 KD Lelystad, kamer 3.45, 15.30 uur',
  '6f9619ff-8b86-d011-b42d-00c04fc964ff',
  `x${held}`,
  `${held}2`,
  '',
])('leaves alone: %s', (text) => {
  expect(findLinkCodes(text)).toEqual({ masked: text, codes: [], mistyped: 0 });
});

test('a text made to be slow is not', () => {
  for (const text of [`${held.slice(0, 5)}${'\u200b'.repeat(200_000)}!`, '23456 '.repeat(40_000)])
    expect(findLinkCodes(text).codes).toEqual([]);
});
