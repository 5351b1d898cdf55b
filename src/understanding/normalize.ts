const marks = /\p{M}/gu;
const invisible = /[\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;
const repeated = /(\p{L})\1{2,}/gu;
const arabicBesideLatin = /(?<=\p{Script=Arabic})(?=\p{Script=Latin})|(?<=\p{Script=Latin})(?=\p{Script=Arabic})/gu;
const word = /[\p{L}\p{N}]+/gu;

/** Letters that people type for one another, by what they are read as. */
const variants: Record<string, string> = {
  إ: 'ا', أ: 'ا', آ: 'ا', ٱ: 'ا', ي: 'ی', ى: 'ی', ئ: 'ی', ك: 'ک', ؤ: 'و', ة: 'ه',
  ı: 'i', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe',
}; // prettier-ignore
const variant = new RegExp(`[${Object.keys(variants).join('')}]`, 'g');

/** The text as it was written, in lower case and one Unicode form: what the language is recognized from. */
export const lower = (text: string): string => text.normalize('NFKC').toLowerCase().replace(invisible, '');

/**
 * The text without what people leave out or type differently: accents, vowel marks, letter variants, digits of a
 * script, the space between an Arabic article and a Dutch word.
 */
export function fold(text: string): string {
  return lower(text)
    .replace(variant, (letter) => variants[letter] ?? letter)
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(arabicBesideLatin, ' ')
    .replace(repeated, '$1$1');
}

/** The words and numbers of a text, in order. */
export const wordsOf = (text: string): string[] => text.match(word) ?? [];
