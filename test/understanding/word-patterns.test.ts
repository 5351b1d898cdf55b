import { describe, expect, test } from '@jest/globals';
import { compilePattern, findPattern, patternWords } from '../../src/understanding/word-patterns.ts';

const matches = (pattern: string, text: string, exactly = false): boolean =>
  findPattern(compilePattern(pattern, { exactly }), patternWords(text)) !== undefined;

describe('a pattern of words', () => {
  test.each([
    ['ik wil dood', 'Ja, IK WIL DOOD!', true],
    ['ik wil dood', 'ik wil morgen dood', false],
    ['ik ... dood', 'ik wil toch echt dood', true],
    ['ik ... dood', 'ik wil nu toch echt dood', false],
    ['(man|vriend) slaat', 'mijn vriend slaat', true],
    ['(pijn doen|slaan) mij', 'zij pijn doen mij', true],
    ['(pijn doen|slaan) mij', 'pijn mij', false],
    ['brand? in huis', 'in huis', true],
    ['(man|ex) & slaat', 'hij slaat, mijn man', true],
    ['(man|ex) & slaat', 'mijn man', false],
    ['bedreig*', 'ik word bedreigd', true],
    ['*ضربها', 'وبيضربها', true],
    ['(*اسعاف*)', 'بالاسعافات', true],
    ['dont want', 'I don’t want', true],
    ['إسعاف', 'اسعاف', true],
    ['café', 'cafe', true],
  ])('%s in "%s": %s', (pattern, text, found) => expect(matches(pattern, text)).toBe(found));
});

describe('a typo', () => {
  test.each([
    ['mishandelt', 'mishandlet', true],
    ['mishandelt', 'mishandel', true],
    ['mishandelt', 'mishanddelt', true],
    ['zelfmoord', 'zelfmuord', true],
    ['mishandelt', 'wishandelt', false],
    ['slaat', 'staat', false],
    ['gegeten', 'gegeven', false],
  ])('%s written as %s: %s', (meant, written, found) => expect(matches(meant, written)).toBe(found));

  test('is no match where a pattern must be met exactly', () => {
    expect(matches('الانتظار', 'الانتحار', true)).toBe(false);
  });
});

test.each(['', '...', '(a|)', '*', 'word?', 'a & ...'])('"%s" is no pattern', (source) => {
  expect(() => compilePattern(source)).toThrow();
});
