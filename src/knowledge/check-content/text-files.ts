import { parseDocument } from 'yaml';
import { filesUnder, foldersIn, lineAt } from './content-files.ts';
import { wrong, type Problem } from './problem.ts';

/** The texts of one topic in one language: `locales/<language>/<topic>.json`. */
export interface TextFile {
  path: string;
  language: string;
  topic: string;
  texts: Map<string, string>;
}

export interface TextFiles {
  languages: string[];
  files: TextFile[];
  problems: Problem[];
}

/** Every text file but `locale.json`. A file that is no JSON, a key that stands twice and a text that is none are problems. */
export function readTextFiles(root: string): TextFiles {
  const languages = foldersIn(root, 'locales');
  const problems: Problem[] = [];
  const files = languages.flatMap((language) =>
    filesUnder(root, `locales/${language}`, '.json')
      .filter(({ path }) => !path.endsWith('/locale.json'))
      .map(({ path, source }) => {
        const topic = path.replace(/^.*\/|\.json$/g, '');
        return { path, language, topic, texts: readTexts(path, source, problems) };
      }),
  );
  return { languages, files, problems };
}

function readTexts(path: string, source: string, problems: Problem[]): Map<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    problems.push(wrong(path, undefined, `is not valid JSON (${(error as Error).message})`));
    return new Map();
  }
  // JSON.parse keeps the last of two equal keys; YAML, which JSON is part of, refuses them.
  for (const { pos } of parseDocument(source).errors)
    problems.push(wrong(`${path}:${lineAt(source, pos[0])}`, undefined, 'a key stands twice'));
  const texts = new Map<string, string>();
  for (const [key, text] of Object.entries(parsed as Record<string, unknown>)) {
    if (typeof text === 'string') texts.set(key, text);
    else problems.push(wrong(path, key, 'is not a text'));
  }
  return texts;
}

/** The texts of a language by their whole keys, `topic.key`. */
export function textsOf(files: readonly TextFile[], language: string): Map<string, string> {
  const own = files.filter((file) => file.language === language);
  return new Map(
    own.flatMap(({ topic, texts }) => [...texts].map(([key, text]) => [`${topic}.${key}`, text] as const)),
  );
}
