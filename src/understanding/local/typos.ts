/** Which keys lie around a key on a QWERTY keyboard; other scripts take any letter of their lines. */
const neighbours: Record<string, string> = {
  q: 'wa', w: 'qes', e: 'wrd', r: 'etf', t: 'ryg', y: 'tuh', u: 'yij', i: 'uok', o: 'ipl', p: 'ol',
  a: 'qsz', s: 'awdx', d: 'sefc', f: 'drgv', g: 'fthb', h: 'gyjn', j: 'hukm', k: 'jil', l: 'kop',
  z: 'asx', x: 'zsdc', c: 'xdfv', v: 'cfgb', b: 'vghn', n: 'bhjm', m: 'njk',
}; // prettier-ignore

const minLetters = 4;

/** The letters that occur in the lines: what a slip of the finger is taken from. */
export const alphabetOf = (lines: readonly string[]): string[] =>
  [...new Set(lines.flatMap((line) => [...line.toLowerCase()]))].filter((sign) => /\p{L}/u.test(sign)).sort();

/** The line with one slip (two letters swapped, one dropped, doubled, mistyped or added) in a `share` of its longer words. */
export function withTypos(line: string, share: number, alphabet: readonly string[], random: () => number): string {
  const pick = (from: readonly string[] | string): string => from[Math.floor(random() * from.length)] ?? '';
  const near = (letter: string): string => pick(neighbours[letter.toLowerCase()] ?? alphabet);

  const slip = (word: string): string => {
    const letters = [...word];
    if (letters.length < minLetters || !/\p{L}/u.test(word) || random() >= share) return word;
    const at = 1 + Math.floor(random() * (letters.length - 1));
    const letter = letters[at]!;
    const kind = random();
    if (kind < 0.3 && at < letters.length - 1) letters.splice(at, 2, letters[at + 1]!, letter);
    else if (kind < 0.55) letters.splice(at, 1);
    else if (kind < 0.7) letters.splice(at, 0, letter);
    else if (kind < 0.85) letters[at] = near(letter);
    else letters.splice(at, 0, near(letter));
    return letters.join('');
  };

  return line.split(/(\s+)/).map(slip).join('');
}
