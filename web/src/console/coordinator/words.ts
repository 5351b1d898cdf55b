import english from '../../../../locales/en/coordinator.json';
import dutch from '../../../../locales/nl/coordinator.json';
import { wordsOf, type Words } from '../../shared/words.ts';
import type { ConsoleLanguage } from '../console-words.ts';

export type CoordinatorKey = keyof typeof dutch;
export type CoordinatorWords = Words<CoordinatorKey>;

const texts: Readonly<Record<ConsoleLanguage, Partial<Record<CoordinatorKey, string>>>> = { nl: dutch, en: english };

export const coordinatorWords = (language: ConsoleLanguage): CoordinatorWords => wordsOf(texts[language], dutch);

/** The words of a key that is made from data; else the data itself. */
export function wordOf(words: CoordinatorWords, prefix: string, value: string): string {
  const key = `${prefix}_${value}`;
  return key in dutch ? words(key as CoordinatorKey) : value;
}
