import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { groups, laws, type FactAnswer } from '../core/scope.ts';

const name = z.string().regex(/^[a-z]+\.[a-z0-9_]+$/, 'must be topic.name');

const schema = z.array(
  z.strictObject({
    intent: name,
    said: z
      .array(
        z.strictObject({
          law: z.enum(laws).optional(),
          groups: z.array(z.enum(groups)).min(1).optional(),
          text: name,
          facts: z.array(z.string().regex(/^F\d{1,3}[a-z]?$/)).default([]),
        }),
      )
      .min(1)
      .refine((said) => said.at(-1)?.law === undefined && said.at(-1)?.groups === undefined, {
        error: 'must end with what is said when law and group are not known',
      }),
    asks: z.array(z.enum(['law', 'group'])).optional(),
    next: z.array(name).max(2).default([]),
  }),
);

/** What each topic says from facts, by intent: `dialogs/<topic>/answers.yaml`. Throws and names what is wrong in which file. */
export function loadAnswers(dialogsDir: string): Map<string, FactAnswer> {
  const files = readdirSync(dialogsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dialogsDir, entry.name, 'answers.yaml'))
    .filter((file) => existsSync(file));
  const answers = new Map<string, FactAnswer>();
  for (const file of files) {
    const read = schema.safeParse(parse(readFileSync(file, 'utf8')));
    if (!read.success) {
      const problems = read.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
      throw new Error(problems.join('\n'));
    }
    for (const answer of read.data) {
      if (answers.has(answer.intent)) throw new Error(`${file}: ${answer.intent}: stands twice`);
      answers.set(answer.intent, answer);
    }
  }
  return answers;
}
