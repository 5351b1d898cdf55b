import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { wrong, type Problem } from './problem.ts';

/** Where the names stand that training files, answers, tests and reports share. */
export const catalogueFile = 'dialogs/intents.yaml';

const schema = z.array(
  z.strictObject({
    name: z.string().regex(/^[a-z]+\.[a-z][a-z0-9_]*$/, 'must be topic.intent'),
    kind: z.enum(['answer', 'personal', 'action', 'human', 'answer+human', 'emergency', 'talk']),
    /** The text that a button or a list shows for it; absent: it is never offered. */
    title: z.string().optional(),
    wants: z.string().min(1),
  }),
);

export type CatalogueIntent = z.infer<typeof schema>[number];

export interface Catalogue {
  intents: Map<string, CatalogueIntent>;
  problems: Problem[];
}

export function readCatalogue(root: string): Catalogue {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(root, catalogueFile), 'utf8'), { lineCounter: lines });
  const broken = document.errors.map(({ message }) => wrong(catalogueFile, undefined, message.split('\n')[0] ?? ''));
  if (broken.length > 0) return { intents: new Map(), problems: broken };
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => wrong(catalogueFile, path.join('.'), message));
    return { intents: new Map(), problems };
  }
  const names = parsed.data.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) < i);
  return {
    intents: new Map(parsed.data.map((intent) => [intent.name, intent])),
    problems: twice.map((name) => wrong(catalogueFile, name, 'stands twice')),
  };
}

/** Each title is a Dutch text, and each text in `intents.json` is a title. */
export function checkTitles({ intents }: Catalogue, dutch: ReadonlyMap<string, string>): Problem[] {
  const titles = new Set([...intents.values()].flatMap(({ title }) => title ?? []));
  const lacking = [...intents.values()].filter(({ title }) => title !== undefined && !dutch.has(title));
  const untitled = [...intents.values()].filter(
    ({ title, kind }) => title === undefined && kind !== 'talk' && kind !== 'emergency',
  );
  const strangers = [...dutch.keys()].filter((key) => key.startsWith('intents.') && !titles.has(key));
  return [
    ...lacking.map(({ name, title }) => wrong(catalogueFile, name, `its title ${title} is not in locales/nl`)),
    ...untitled.map(({ name }) => wrong(catalogueFile, name, 'has no title')),
    ...strangers.map((key) =>
      wrong('locales/nl/intents.json', key.replace('intents.', ''), 'is no title of an intent'),
    ),
  ];
}
