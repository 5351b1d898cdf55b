import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as 2026-11-22');

const factSchema = z.strictObject({
  id: z.string().regex(/^F\d{1,3}[a-z]?$/, 'must be F, a number and perhaps a letter'),
  /** What is true, in English, as checked. */
  claim: z.string().min(1),
  /** The Dutch term that it belongs to. */
  term: z.string().min(1),
  /** What a text shows where it names the fact. */
  value: z.union([z.string(), z.number()]).optional(),
  unit: z.string().optional(),
  /** Whom it holds for; absent = everyone. */
  law: z.array(z.enum(['2021', '2013', 'none'])).optional(),
  groups: z.array(z.enum(['asylum', 'asylum_family', 'family', 'other'])).optional(),
  validFrom: isoDate.optional(),
  validTo: isoDate.optional(),
  source: z.strictObject({ title: z.string().min(1), url: z.url().optional(), date: isoDate }),
  checkedOn: isoDate,
  confidence: z.enum(['V1', 'V2', 'V3', 'G', 'S', 'open']),
});

export type Fact = z.infer<typeof factSchema>;

export interface FactProblem {
  file: string;
  /** The fact, or the field of a fact: its place in the list and its name. */
  key: string;
  what: string;
}

/** Every problem of every file. */
export class FactsError extends Error {
  readonly problems: readonly FactProblem[];

  constructor(problems: readonly FactProblem[]) {
    super(`facts are wrong:\n${problems.map(({ file, key, what }) => `${file}: ${key}: ${what}`).join('\n')}`);
    this.name = 'FactsError';
    this.problems = problems;
  }
}

/** Every fact of every topic, by id. Throws a `FactsError` that names all that is wrong at once. */
export function loadFacts(dialogsDir: string): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const problems: FactProblem[] = [];
  for (const file of factFiles(dialogsDir)) {
    const read = readFactFile(file);
    problems.push(...read.problems);
    for (const fact of read.facts) {
      if (facts.has(fact.id)) problems.push({ file, key: fact.id, what: 'stands twice' });
      facts.set(fact.id, fact);
    }
  }
  if (problems.length > 0) throw new FactsError(problems);
  return facts;
}

function readFactFile(file: string): { facts: Fact[]; problems: FactProblem[] } {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const broken = document.errors.map(({ message }) => ({ file, key: 'the file', what: message.split('\n')[0] ?? '' }));
  if (broken.length > 0) return { facts: [], problems: broken };
  const result = z.array(factSchema).safeParse(document.toJS());
  if (result.success) return { facts: result.data, problems: [] };
  const problems = result.error.issues.map(({ path, message }) => ({ file, key: path.join('.'), what: message }));
  return { facts: [], problems };
}

const factFiles = (dialogsDir: string): string[] =>
  readdirSync(dialogsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dialogsDir, entry.name, 'facts.yaml'))
    .filter((file) => existsSync(file));

/** Whether a fact holds on a day (ISO date). */
export const isValidOn = (fact: Fact, day: string): boolean =>
  (fact.validFrom === undefined || fact.validFrom <= day) && (fact.validTo === undefined || day <= fact.validTo);
