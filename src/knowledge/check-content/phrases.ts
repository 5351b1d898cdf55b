import { filesUnder } from './content-files.ts';
import { catalogueFile, type Catalogue } from './catalogue.ts';
import { wrong, type Problem } from './problem.ts';

/** Reads the `.lu` format; throws an error that begins with the file and the line. */
export type ReadPhrases = (source: string, file: string) => { intent: string; text: string }[];

/** Every intent of the training files is in the catalogue; a phrase stands once in a language, under one intent. */
export function checkPhrases(
  root: string,
  languages: readonly string[],
  catalogue: Catalogue,
  read: ReadPhrases,
): Problem[] {
  return languages.flatMap((language) => {
    const seen = new Map<string, string>();
    return filesUnder(root, `locales/${language}`, '.lu').flatMap(({ path, source }) => {
      try {
        const phrases = read(source, path);
        return [...strangeIntents(path, phrases, catalogue), ...repeated(path, phrases, seen)];
      } catch (error) {
        return [wrong(path, undefined, (error as Error).message)];
      }
    });
  });
}

type Phrases = ReturnType<ReadPhrases>;

const strangeIntents = (path: string, phrases: Phrases, { intents }: Catalogue): Problem[] =>
  [...new Set(phrases.map(({ intent }) => intent))]
    .filter((intent) => intent !== 'none' && !intents.has(intent))
    .map((intent) => wrong(path, intent, `is not in ${catalogueFile}`));

function repeated(path: string, phrases: Phrases, seen: Map<string, string>): Problem[] {
  return phrases.flatMap(({ intent, text }) => {
    const plain = plainOf(text);
    const before = seen.get(plain);
    seen.set(plain, before ?? intent);
    if (before === undefined) return [];
    const what = before === intent ? `stands twice: "${text}"` : `"${text}" stands under ${before} too`;
    return [wrong(path, intent, what)];
  });
}

const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
