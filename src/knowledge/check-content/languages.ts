import { isLanguage, leadingLanguage } from '../../core/locale.ts';
import type { Municipality } from '../../core/municipality.ts';
import { wrong, type Problem } from './problem.ts';
import type { TextFile, TextFiles } from './text-files.ts';

/** What only case workers read: Dutch, and complete in every other language that it is in. */
const staffTopics = ['headline', 'console', 'coordinator', 'alert'];

/** Dutch leads: what others have too much, what they lack where they are spoken, and what differs inside a text. */
export function checkLanguages({ languages, files }: TextFiles, municipalities: Iterable<Municipality>): Problem[] {
  const spoken = new Set([...municipalities].flatMap((place) => place.languages as string[]));
  const strangers = languages.filter((language) => !isLanguage(language));
  const leading = files.filter(({ language }) => language === leadingLanguage);
  return [
    ...strangers.map((language) => wrong(`locales/${language}`, undefined, 'is no language of src/core/locale.ts')),
    ...[...spoken].flatMap((language) => checkComplete(language, leading, files)),
    ...files.flatMap((file) =>
      checkAgainst(
        leading.find(({ topic }) => topic === file.topic),
        file,
      ),
    ),
  ];
}

function checkComplete(language: string, leading: readonly TextFile[], files: readonly TextFile[]): Problem[] {
  return leading.flatMap((dutch) => {
    const own = files.find((file) => file.language === language && file.topic === dutch.topic);
    if (!own && staffTopics.includes(dutch.topic)) return [];
    const missing = [...dutch.texts.keys()].filter((key) => !own?.texts.has(key));
    return missing.map((key) =>
      wrong(`locales/${language}/${dutch.topic}.json`, key, 'is missing: a municipality speaks this language'),
    );
  });
}

function checkAgainst(dutch: TextFile | undefined, file: TextFile): Problem[] {
  if (!dutch) return [wrong(file.path, undefined, `has no Dutch: there is no locales/nl/${file.topic}.json`)];
  return [...file.texts].flatMap(([key, text]) => {
    const original = dutch.texts.get(key);
    if (original === undefined) return [wrong(file.path, key, 'is not in Dutch')];
    return [
      ...differing(original, text, placeholdersIn).map((what) => wrong(file.path, key, `placeholders differ: ${what}`)),
      ...differing(original, text, numbersIn).map((what) => wrong(file.path, key, `numbers differ: ${what}`)),
    ];
  });
}

function differing(original: string, text: string, partsOf: (text: string) => string[]): string[] {
  const [dutch, own] = [new Set(partsOf(original)), new Set(partsOf(text))];
  const missing = [...dutch].filter((part) => !own.has(part));
  const added = [...own].filter((part) => !dutch.has(part));
  return [
    ...(missing.length ? [`without ${missing.join(', ')}`] : []),
    ...(added.length ? [`with ${added.join(', ')}`] : []),
  ];
}

export const placeholdersIn = (text: string): string[] => [...text.matchAll(/\{\{[^{}]*\}\}/g)].map(([found]) => found);

/** Telephone numbers, years and amounts: the same in every language. Names such as B1 are words. */
const numbersIn = (text: string): string[] =>
  [
    ...text.replace(/\{\{[^{}]*\}\}/g, '').matchAll(/(?<![\p{L}\p{N}])\p{N}[\p{N}.,-]*\p{N}|(?<![\p{L}\p{N}])\p{N}/gu),
  ].map(([found]) => found);
