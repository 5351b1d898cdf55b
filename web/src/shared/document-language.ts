import { directionOf, isLanguage } from '../../../src/core/locale.ts';

export type Direction = 'ltr' | 'rtl';

/** The language of a locale tag: `nl-NL` is `nl`. */
export const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? locale;

export const directionOfTag = (locale: string): Direction => {
  const language = languageOf(locale);
  return isLanguage(language) ? directionOf(language) : 'ltr';
};

/** Tells browser and screen reader what language the page is in now. */
export function setDocumentLanguage(language: string, title: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOfTag(language);
  document.title = title;
}
