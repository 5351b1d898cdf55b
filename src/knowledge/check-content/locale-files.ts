import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { directionOf, isLanguage } from '../../core/locale.ts';
import { wrong, type Problem } from './problem.ts';

const review = z.strictObject({ by: z.string().min(1), on: z.iso.date() });
const schema = z.strictObject({
  name: z.string().min(1),
  direction: z.enum(['ltr', 'rtl']),
  /** By topic: which person read it beside the Dutch, and when. */
  reviewed: z.record(z.string(), review),
});

/** `locales/<language>/locale.json`: its own name, its direction, and who reviewed which topic when. */
export const checkLocaleFiles = (root: string, languages: readonly string[]): Problem[] =>
  languages.flatMap((language) => checkLocaleFile(root, language));

function checkLocaleFile(root: string, language: string): Problem[] {
  const path = `locales/${language}/locale.json`;
  if (!existsSync(join(root, path))) return [wrong(path, undefined, 'is not there')];
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return [wrong(path, undefined, 'is not valid JSON')];
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) return parsed.error.issues.map((issue) => wrong(path, issue.path.join('.'), issue.message));
  const { direction, reviewed } = parsed.data;
  const turned = isLanguage(language) && direction !== directionOf(language);
  const strangers = Object.keys(reviewed).filter(
    (topic) => !existsSync(join(root, `locales/${language}/${topic}.json`)),
  );
  return [
    ...(turned ? [wrong(path, 'direction', 'is not what src/core/locale.ts says')] : []),
    ...strangers.map((topic) => wrong(path, `reviewed.${topic}`, 'there are no such texts')),
  ];
}
