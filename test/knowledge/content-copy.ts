import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { checkContent } from '../../src/knowledge/check-content/check-content.ts';
import { problemLine } from '../../src/knowledge/check-content/problem.ts';
import { isCareful } from '../../src/understanding/decide.ts';
import { parseLu } from '../../src/understanding/lu.ts';

export { factRow } from './content-folder.ts';

const repository = join(import.meta.dirname, '../..');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'content-'));
  for (const folder of ['locales', 'dialogs', 'municipalities', 'src/turn'])
    cpSync(join(repository, folder), join(copy, folder), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

/** A copy of the content of the repository, new for each test. */
export const root = (): string => copy;

export const found = (level: 'error' | 'warning', today = '2026-11-25'): string[] =>
  checkContent({ root: copy, today, readPhrases: parseLu, isCareful })
    .filter((problem) => problem.level === level)
    .map(problemLine);

export const add = (file: string, text: string): void => appendFileSync(join(copy, file), text);

export const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
};

export const replace = (file: string, from: string | RegExp, to: string): void => {
  const before = readFileSync(join(copy, file), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(copy, file), after);
};

/** Sets texts of a file; a text of undefined goes. */
export const say = (file: string, texts: Record<string, unknown>): void => {
  const before = JSON.parse(readFileSync(join(copy, file), 'utf8')) as Record<string, unknown>;
  put(file, JSON.stringify({ ...before, ...texts }));
};
