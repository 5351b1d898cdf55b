import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
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

export interface AnswerProblem {
  file: string;
  /** The intent, or the field: its place in the list and its name. */
  key: string;
  what: string;
}

/** Every problem of every file. */
export class AnswersError extends Error {
  readonly problems: readonly AnswerProblem[];

  constructor(problems: readonly AnswerProblem[]) {
    super(problems.map(({ file, key, what }) => `${file}: ${key}: ${what}`).join('\n'));
    this.name = 'AnswersError';
    this.problems = problems;
  }
}

/** What each topic says from facts, by intent: `dialogs/<topic>/answers.yaml`. Throws an `AnswersError`. */
export function loadAnswers(dialogsDir: string): Map<string, FactAnswer> {
  const problems: AnswerProblem[] = [];
  const answers = new Map<string, FactAnswer>();
  for (const file of answerFiles(dialogsDir)) {
    const read = readAnswerFile(file);
    problems.push(...read.problems);
    for (const answer of read.answers) {
      if (answers.has(answer.intent)) problems.push({ file, key: answer.intent, what: 'stands twice' });
      answers.set(answer.intent, answer);
    }
  }
  if (problems.length > 0) throw new AnswersError(problems);
  return answers;
}

function readAnswerFile(file: string): { answers: FactAnswer[]; problems: AnswerProblem[] } {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const broken = document.errors.map(({ message }) => ({ file, key: 'the file', what: message.split('\n')[0] ?? '' }));
  if (broken.length > 0) return { answers: [], problems: broken };
  const result = schema.safeParse(document.toJS());
  if (result.success) return { answers: result.data, problems: [] };
  const problems = result.error.issues.map(({ path, message }) => ({ file, key: path.join('.'), what: message }));
  return { answers: [], problems };
}

const answerFiles = (dialogsDir: string): string[] =>
  readdirSync(dialogsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dialogsDir, entry.name, 'answers.yaml'))
    .filter((file) => existsSync(file));
