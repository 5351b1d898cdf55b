import dutch from '../../../locales/nl/page.json';
import { wordsOf, type Words } from './words.ts';

export type PageKey = keyof typeof dutch;
export type PageWords = Words<PageKey>;

/** One file a language: a folder in `locales/` with a `page.json` is enough to open it here. */
const files = import.meta.glob<Partial<Record<PageKey, string>>>('../../../locales/*/page.json', {
  eager: true,
  import: 'default',
});

const texts: Readonly<Record<string, Partial<Record<PageKey, string>>>> = Object.fromEntries(
  Object.entries(files).map(([path, file]) => [path.replace(/^.*\/(.+)\/.*$/, '$1'), file]),
);

export const hasPageWords = (language: string): boolean => language in texts;

/** Dutch leads: it says what a language lacks. */
export const pageWords = (language: string): PageWords => wordsOf(texts[language] ?? {}, dutch);
