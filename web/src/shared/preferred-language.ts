import { languageOf } from './document-language.ts';
import { hasPageWords } from './page-words.ts';

/** The first language of this browser that we have words in, else Dutch. */
export function preferredLanguage(offered?: readonly string[]): string {
  const wanted = (navigator.languages ?? [navigator.language]).map(languageOf);
  return wanted.find((language) => hasPageWords(language) && (offered?.includes(language) ?? true)) ?? 'nl';
}
