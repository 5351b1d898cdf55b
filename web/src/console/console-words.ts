import english from '../../../locales/en/console.json';
import dutch from '../../../locales/nl/console.json';
import { openDrawer } from '../shared/drawer.ts';
import { wordsOf, type Words } from '../shared/words.ts';

export type ConsoleKey = keyof typeof dutch;
export type ConsoleWords = Words<ConsoleKey>;
export type ConsoleLanguage = keyof typeof texts;

const texts = { nl: dutch, en: english } satisfies Record<string, Partial<Record<ConsoleKey, string>>>;

export const consoleLanguages = Object.keys(texts) as ConsoleLanguage[];
export const consoleWords = (language: ConsoleLanguage): ConsoleWords => wordsOf(texts[language], dutch);

type WordPrefix =
  | 'topic'
  | 'delivery'
  | 'file'
  | 'urgency'
  | 'why'
  | 'status'
  | 'interpreter'
  | 'law'
  | 'group'
  | 'hours'
  | 'leerroute'
  | 'payment'
  | 'paid';

/** The words of a key that is made from data, such as a topic; else the data itself. */
export function wordFor(words: ConsoleWords, prefix: WordPrefix, value: string): string {
  const key = `${prefix}_${value}`;
  return key in dutch ? words(key as ConsoleKey) : value;
}

/** The language that this browser chose before; Dutch by default. */
export const languageChoice = openDrawer<ConsoleLanguage>(() => localStorage, 'wegwijs.console.language');
