import type { JSX } from 'preact';
import { consoleLanguages, consoleWords, type ConsoleLanguage, type ConsoleWords } from './console-words.ts';

export interface LanguageProps {
  words: ConsoleWords;
  language: ConsoleLanguage;
  onLanguage(language: ConsoleLanguage): void;
}

export function LanguageChoice({ words, language, onLanguage }: LanguageProps): JSX.Element {
  return (
    <select
      aria-label={words('language')}
      value={language}
      onChange={(event) => onLanguage(event.currentTarget.value as ConsoleLanguage)}
    >
      {consoleLanguages.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {consoleWords(tag)('languageName')}
        </option>
      ))}
    </select>
  );
}
