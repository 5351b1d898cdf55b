import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';

/** Something that people say, and what they want with it. */
export interface TrainingLine {
  text: string;
  intent: string;
  /** The folder in `locales/` that it stands in. */
  language: string;
}

/** A training file that cannot be read; the message begins with `file:line: `. */
export class LuError extends Error {
  constructor(file: string, line: number, reason: string) {
    super(`${file}:${line}: ${reason}`);
    this.name = 'LuError';
  }
}

const intentName = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/;
const blank = /^\s*(>.*)?$/;

/** Reads the `.lu` format: `# intent`, then `- line`s, `>` for comments. `file` names the file in errors. */
export function parseLu(source: string, file: string): { intent: string; text: string }[] {
  const lines: { intent: string; text: string }[] = [];
  let intent: string | undefined;
  source.split(/\r?\n/).forEach((raw, index) => {
    const row = index === 0 ? raw.replace(/^\ufeff/, '') : raw;
    const fail = (reason: string): never => {
      throw new LuError(file, index + 1, reason);
    };
    if (blank.test(row)) return;
    const [, sign, rest = ''] = /^\s*(\S)\s*(.*?)\s*$/.exec(row) ?? [];
    if (sign === '#') {
      if (!intentName.test(rest)) fail(`"${rest}" is not the name of an intent`);
      intent = rest;
    } else if (sign === '-') {
      if (intent === undefined) fail('a line stands before the first "# intent"');
      else if (!/[\p{L}\p{N}]/u.test(rest)) fail('a line has no words');
      else lines.push({ intent, text: rest });
    } else fail('expected "# intent", "- what somebody says" or "> comment"');
  });
  return lines;
}

/** Every `<localesDir>/<language>/*.lu`, in the order of their names. Throws a LuError for the first bad line. */
export function readTrainingSet(localesDir: string): TrainingLine[] {
  return trainingFiles(localesDir).flatMap(({ language, path, source }) =>
    parseLu(source, path).map((line) => ({ ...line, language })),
  );
}

/** The training files themselves; `path` is relative to the folder above `localesDir`. */
export function trainingFiles(localesDir: string): { language: string; path: string; source: string }[] {
  return names(localesDir, (entry) => entry.isDirectory()).flatMap((language) =>
    names(join(localesDir, language), (entry) => entry.isFile() && entry.name.endsWith('.lu')).map((name) => {
      const path = join(localesDir, language, name);
      return { language, path: relative(join(localesDir, '..'), path), source: readFileSync(path, 'utf8') };
    }),
  );
}

const names = (folder: string, keep: (entry: Dirent) => boolean): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(keep)
    .map(({ name }) => name)
    .sort();
