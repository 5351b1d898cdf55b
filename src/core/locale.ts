/** The languages that Wegwijs answers in, or will: a folder in `locales/` opens one. */
export const languages = ['nl', 'en', 'ar', 'ti', 'fa', 'tr', 'so', 'fr', 'uk'] as const;

export type Language = (typeof languages)[number];

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' || language === 'fa' ? 'rtl' : 'ltr';

/** Dutch leads: it stands in for any text that a language lacks. */
export const leadingLanguage: Language = 'nl';
