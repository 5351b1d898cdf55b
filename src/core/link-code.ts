import type { Ids } from './ids.ts';

/**
 * No vowels, so that no word is a code, and one of each pair that looks alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, 9 Q). 23 is
 * a prime: then the check character sees every wrong character and every two that changed places.
 */
const alphabet = '23456789CDFHJKMNPRTVWXY';
const lookAlikes: Record<string, string> = { Z: '2', S: '5', G: '6', B: '8', Q: '9' };
const length = 10;

/** What a code is in text from the moment that it is recognised. */
export const maskedLinkCode = '•••••-•••••';

/** A code of 9 random characters and a check character, among them at least three digits and two letters. */
export function newLinkCode(random: (below: number) => number): string {
  for (;;) {
    const free = Array.from({ length: length - 1 }, () => alphabet[random(alphabet.length)]).join('');
    const code = free + alphabet[(alphabet.length - checksum(free)) % alphabet.length];
    if (digitsIn(code) >= 3 && digitsIn(code) <= length - 2) return code;
  }
}

/** As it is printed: XXXXX-XXXXX. */
export const showLinkCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What the store knows of a code, and all that goes past the mailbox. */
export const linkCodeHash = (ids: Ids, code: string): string => ids.of('link-code', code);

export interface FoundLinkCodes {
  /** The text with every code, also a mistyped one, masked. */
  masked: string;
  /** As `newLinkCode` made them, in order, each once. */
  codes: string[];
  /** How many have the shape of a code and a check character that does not fit. */
  mistyped: number;
}

// Marks that a keyboard or a copy from a page leaves between characters and nobody sees.
const unseen = '[\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]{0,4}';
const typed = '[2-9\\u0662-\\u0669\\u06f2-\\u06f9CDFHJKMNPRTVWXYZSGBQcdfhjkmnprtvwxyzsgbq]';
const five = `${typed}(?:${unseen}${typed}){4}`;
const shape = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}])${five}(?<middle>${unseen}[\\s\\p{Pd}\\u2212_.·/]{0,3}${unseen})${five}(?![\\p{L}\\p{M}\\p{N}])`,
  'gu',
);

/** Recognises link codes as people type them: small letters, a space or a hyphen, Arabic or Persian digits. */
export function findLinkCodes(text: string): FoundLinkCodes {
  const found: FoundLinkCodes = { masked: '', codes: [], mistyped: 0 };
  let done = 0;
  shape.lastIndex = 0;
  for (let match = shape.exec(text); match; match = shape.exec(text)) {
    const code = readCode(match[0]);
    const fits = code !== undefined && checksum(code) === 0;
    if (!fits && !(code && isAlone(match, text))) {
      shape.lastIndex = match.index + 1;
      continue;
    }
    if (!fits) found.mistyped += 1;
    else if (!found.codes.includes(code)) found.codes.push(code);
    found.masked += text.slice(done, match.index) + maskedLinkCode;
    done = shape.lastIndex;
  }
  found.masked += text.slice(done);
  return found;
}

/** The ten characters, or nothing when it could as well be a word (fewer than two digits) or a number (no two letters). */
function readCode(match: string): string | undefined {
  const raw = [...match]
    .map(latinDigit)
    .join('')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  const digits = digitsIn(raw);
  if (digits < 2 || digits > length - 2) return undefined;
  return [...raw].map((character) => lookAlikes[character] ?? character).join('');
}

/** A mistyped code is only taken for one when it is the whole message or written as XXXXX-XXXXX. */
const isAlone = (match: RegExpExecArray, text: string): boolean =>
  match[0].length === text.trim().length || /^\p{Pd}$/u.test(match.groups?.middle ?? '');

function latinDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point >= 0x0660 && point <= 0x0669) return String(point - 0x0660);
  if (point >= 0x06f0 && point <= 0x06f9) return String(point - 0x06f0);
  return character;
}

const digitsIn = (text: string): number => text.replace(/[^0-9]/g, '').length;

/** Weights 10 to 1, as an ISBN has them; 0 for a whole code that fits. */
const checksum = (code: string): number =>
  [...code].reduce((sum, character, i) => sum + (length - i) * alphabet.indexOf(character), 0) % alphabet.length;
