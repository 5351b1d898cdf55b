/** The tests that numbers carry in themselves. Each gives how many characters of the text are the number, 0 for none. */

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Eight or nine digits of which the weights 9 to 2 and -1 give a multiple of eleven, written together, one by one, or in
 * groups as people write them: a lone digit or a year beside others is a list, a date or an hour.
 */
export function isBsn(found: string): number {
  const groups = found.match(/\d+/g) ?? [];
  const isOneByOne = groups.every((group) => group.length === 1);
  const isGrouped = groups.every((group) => group.length > 1 && !(groups.length > 1 && /^(?:19|20)\d\d$/.test(group)));
  return (isOneByOne || isGrouped) && passesEleven(digitsOf(found)) ? found.length : 0;
}

function passesEleven(digits: string): boolean {
  const nine = digits.padStart(9, '0');
  if (nine.length !== 9 || /^0+$/.test(nine)) return false;
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}

/** The longest beginning of 13 to 19 digits that passes Luhn, in one piece or in groups of three to six. */
export function isCard(found: string): number {
  for (let end = found.length; end > 0; end--) {
    if (!/\d/.test(found[end - 1] ?? '') || /\d/.test(found[end] ?? '')) continue;
    const part = found.slice(0, end);
    const groups = part.match(/\d+/g) ?? [];
    const isGrouped = groups.length === 1 || groups.every(({ length }) => length >= 3 && length <= 6);
    if (isGrouped && passesLuhn(digitsOf(part))) return end;
  }
  return 0;
}

function passesLuhn(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Characters of an IBAN by country, as the registry of SWIFT has them. */
// prettier-ignore
const ibanChars: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, BA: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18,
  FR: 27, GB: 22, GE: 22, GR: 27, HR: 21, HU: 28, IE: 22, IQ: 23, IT: 27, JO: 30, KW: 30, LB: 28, LT: 20, LU: 20, LV: 21,
  LY: 25, MA: 28, MD: 24, ME: 22, MK: 19, MT: 31, NL: 18, NO: 15, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22,
  SA: 24, SD: 18, SE: 24, SI: 19, SK: 24, SO: 23, TN: 24, TR: 26, UA: 29, XK: 20,
};

/** `found` begins with two letters and two digits, and goes on as the text does. */
export function isIban(found: string): number {
  const chars = ibanChars[found.slice(0, 2).toUpperCase()];
  if (chars === undefined) return 0;
  let plain = '';
  for (let at = 0; at < Math.min(found.length, 4 * chars); at++) {
    const character = found[at] ?? '';
    if (/[a-z0-9]/i.test(character)) plain += character.toUpperCase();
    else if (!/[\s.\-\u00ad\u200b-\u200f\u2060\ufeff]/.test(character)) return 0;
    if (plain.length === chars) return passesMod97(plain) ? at + 1 : 0;
  }
  return 0;
}

function passesMod97(plain: string): boolean {
  const moved = plain.slice(4) + plain.slice(0, 4);
  const rest = [...moved].reduce((remainder, character) => {
    const value = /\d/.test(character) ? character : String(character.charCodeAt(0) - 55);
    return Number(`${remainder}${value}`) % 97;
  }, 0);
  return rest === 1;
}
