import type { Language } from '../core/locale.ts';

/** Which locale of `Intl` writes a language's days: always Gregorian, always Latin digits. */
const tags: Record<Language, string> = {
  nl: 'nl-NL',
  en: 'en-GB',
  ar: 'ar-u-ca-gregory-nu-latn',
  ti: 'ti-u-ca-gregory-nu-latn',
  fa: 'fa-u-ca-gregory-nu-latn',
  tr: 'tr-TR',
  so: 'so-u-ca-gregory-nu-latn',
  fr: 'fr-FR',
  uk: 'uk-UA',
};

const formats = new Map<Language, Intl.DateTimeFormat>();
const clock = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const isoDays = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

function formatOf(language: Language): Intl.DateTimeFormat {
  const known = formats.get(language);
  if (known) return known;
  const format = new Intl.DateTimeFormat(tags[language], {
    timeZone: 'Europe/Amsterdam',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  formats.set(language, format);
  return format;
}

/** "dinsdag 24 november 2026" in the given language; ms since 1970. */
export const dayInWords = (language: Language, instantMs: number): string => formatOf(language).format(instantMs);

/** "november 2026" in the given language, of a month as 2026-11. */
export const monthInWords = (language: Language, month: string): string =>
  new Intl.DateTimeFormat(tags[language], { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    Date.parse(`${month}-01T12:00:00Z`),
  );

/** "€ 612,50" in the given language and Latin digits; euro cents. */
export const euros = (language: Language, cents: number): string =>
  new Intl.NumberFormat(tags[language], { style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol' }).format(
    cents / 100,
  );

/** "1.250" in the given language and Latin digits. */
export const numberInDigits = (language: Language, value: number): string =>
  new Intl.NumberFormat(tags[language]).format(value);

/** "2026-11-24": the day it is in the Netherlands; ms since 1970. */
export const isoDay = (instantMs: number): string => isoDays.format(instantMs);

/** "14:05", the same in every language. */
export const timeOfDay = (instantMs: number): string => clock.format(instantMs);
