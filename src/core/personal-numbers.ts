import { isCard, isBsn, isIban } from './number-tests.ts';

/** Numbers that must not be kept: what they are, so that the person can be told. */
export type PersonalNumber = 'bsn' | 'iban' | 'card' | 'v_number' | 'password';

export interface MaskedNumbers {
  masked: string;
  kinds: PersonalNumber[];
}

/** What stands in the place of a number. */
const mask = '•••';

/** What people put between digits, and what a keyboard or a copied page leaves there unseen. */
const gap = '[\\s.\\-\\u00ad\\u2010-\\u2015\\u2212/_·\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]{0,3}';
/** Within a phone number, on one line. */
const phoneGap = '[ \\u00a0.\\-/()]{0,3}';

/** Numbers of other kinds, which pass the tests of one in ten or eleven by chance: nothing in them is looked at. */
const harmless: readonly RegExp[] = [
  // Dutch numbers from abroad, those of other countries, and ten digits with a zero in front.
  new RegExp(`(?:\\+|(?<!\\d)00)31${phoneGap}0?${phoneGap}[1-9](?:${phoneGap}\\d){8}(?!\\d)`, 'g'),
  new RegExp(`(?:\\+|(?<!\\d)00)(?!31)[1-9](?:${phoneGap}\\d){6,12}(?!\\d)`, 'g'),
  new RegExp(`(?<!\\d)0[1-9](?:${phoneGap}\\d){6}${phoneGap}\\d\\d(?!\\d)`, 'g'),
  // Dates.
  /(?<!\d)\d{1,2}([-./ ])\d{1,2}\1(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d([-./ ])\d{1,2}\1\d{1,2}(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d(?!\d)/g,
];

interface Rule {
  kind: PersonalNumber;
  /** Begins at every place where such a number may begin; what is to be masked is its group `number`, else all of it. */
  shape: RegExp;
  /** How much of what was found is such a number, in characters; 0 when it is none. */
  lengthOf(found: string): number;
}

const whole = (found: string): number => found.length;
const secretWords =
  'wachtwoord|password|passwort|passcode|mot de passe|pin[ -]?code|pin|(?:digid|sms)[ -]?code|' +
  'كلمة السر|كلمة المرور|الرقم السري|رمز عبور|پسورد|şifrem?|parolam?|пароль';
const linkingWords = 'is|was|van mij|mijn|my|est|هي|هو|من';

const beforeHarmless: readonly Rule[] = [
  {
    kind: 'password',
    shape: new RegExp(
      `(?<!\\p{L})(?:${secretWords})(?:[\\s:=]{1,5}(?:(?:${linkingWords})(?=[\\s:=]))?){1,3}(?<number>[^\\s,;]{4,})`,
      'giu',
    ),
    lengthOf: (found) => (/[\d@#$%^&*_]/.test(found) ? found.length : 0),
  },
  { kind: 'iban', shape: /(?<![A-Z0-9])[A-Z]{2}\d{2}[^]{0,140}/gi, lengthOf: isIban },
  {
    kind: 'v_number',
    shape: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:v|vreemdelingen)[ -]?(?:nummer|number|nr|no)?[\\s.:#-]*(?:is[\\s:]*)?` +
        `(?<number>\\d(?:${gap}\\d){9})(?!\\d)`,
      'giu',
    ),
    lengthOf: whole,
  },
];

const afterHarmless: readonly Rule[] = [
  { kind: 'card', shape: new RegExp(`(?<![\\d+])[2-6](?:${gap}\\d){12,18}`, 'g'), lengthOf: isCard },
  {
    kind: 'bsn',
    shape: new RegExp(`(?<![\\d+]|\\d[.,]|€\\s?)\\d(?:${gap}\\d){8}(?!\\d|,\\d)`, 'g'),
    lengthOf: isBsn,
  },
  // Without its zero in front, only in one piece: eight digits in groups are years, dates and amounts.
  { kind: 'bsn', shape: /(?<![\d+]|\d[.,]|€\s?)\d{8}(?!\d|,\d)/g, lengthOf: isBsn },
];

/** Masks BSN (eleven-test), IBAN (mod 97), card numbers (Luhn), V-numbers and passwords, in any digits people type. */
export function maskPersonalNumbers(text: string): MaskedNumbers {
  const kinds = new Set<PersonalNumber>();
  const cuts: { from: number; to: number }[] = [];
  let latin = toLatin(text);
  const take = (rules: readonly Rule[]): void => {
    for (const rule of rules) {
      for (const { from, to } of findAll(rule, latin)) {
        kinds.add(rule.kind);
        cuts.push({ from, to });
        latin = blank(latin, from, to);
      }
    }
  };
  take(beforeHarmless);
  for (const shape of harmless) latin = latin.replace(shape, (found) => hidden.repeat(found.length));
  take(afterHarmless);
  return { masked: cuts.length > 0 ? withoutCuts(text, cuts) : text, kinds: [...kinds] };
}

/** Stands for a character that no rule looks at any more, so that places stay the same. */
const hidden = '\u0001';
const blank = (text: string, from: number, to: number): string =>
  text.slice(0, from) + hidden.repeat(to - from) + text.slice(to);

function findAll({ shape, lengthOf }: Rule, text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  shape.lastIndex = 0;
  for (let match = shape.exec(text); match; match = shape.exec(text)) {
    const number = match.groups?.['number'] ?? match[0];
    const from = match.index + match[0].length - number.length;
    const length = lengthOf(number);
    if (length > 0) found.push({ from, to: from + length });
    // A refused number may hide the beginning of another.
    shape.lastIndex = length > 0 ? from + length : match.index + 1;
  }
  return found;
}

function withoutCuts(text: string, cuts: readonly { from: number; to: number }[]): string {
  let masked = '';
  let at = 0;
  for (const { from, to } of [...cuts].sort((a, b) => a.from - b.from)) {
    masked += text.slice(at, from) + mask;
    at = to;
  }
  return masked + text.slice(at);
}

/** Arabic, Persian and full-width characters as Latin ones, each in its place. */
const toLatin = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (character) => {
    const point = character.charCodeAt(0);
    if (point >= 0xff10) return String.fromCharCode(point - 0xfee0);
    return String(point - (point >= 0x06f0 ? 0x06f0 : 0x0660));
  });
