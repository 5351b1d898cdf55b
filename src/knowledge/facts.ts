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

/** Every version of each fact, by id, in order of time: spans of the same id never overlap. */
export type Facts = ReadonlyMap<string, readonly Fact[]>;

/** Every fact of every topic. Throws a `FactsError` that names all that is wrong at once. */
export function loadFacts(dialogsDir: string): Facts {
  const problems: FactProblem[] = [];
  const placed: Placed[] = factFiles(dialogsDir).flatMap((file) => {
    const read = readFactFile(file);
    problems.push(...read.problems);
    return read.facts.map((fact) => ({ file, fact }));
  });
  const facts = Map.groupBy(placed.toSorted(byBeginning), ({ fact }) => fact.id);
  problems.push(...[...facts.values()].flatMap(wrongSpans));
  if (problems.length > 0) throw new FactsError(problems);
  return new Map([...facts].map(([id, versions]) => [id, versions.map(({ fact }) => fact)]));
}

interface Placed {
  file: string;
  fact: Fact;
}

const beginningOf = ({ validFrom = '' }: Fact): string => validFrom;
const endOf = ({ validTo = '9999-12-31' }: Fact): string => validTo;
const byBeginning = (a: Placed, b: Placed): number => (beginningOf(a.fact) < beginningOf(b.fact) ? -1 : 1);

const wrongSpans = (versions: readonly Placed[]): FactProblem[] =>
  versions.flatMap(({ file, fact }, i) => {
    const before = versions[i - 1]?.fact;
    return [
      ...(endOf(fact) < beginningOf(fact) ? [{ file, key: fact.id, what: 'ends before it begins' }] : []),
      ...(before && beginningOf(fact) <= endOf(before)
        ? [{ file, key: fact.id, what: 'stands twice with spans that overlap' }]
        : []),
    ];
  });

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

/** The version that holds on a day (ISO date); none: the last that held before it, or the first that will. */
export function factOn(facts: Facts, id: string, day: string): Fact | undefined {
  const versions = facts.get(id) ?? [];
  return versions.find((fact) => isValidOn(fact, day)) ?? versions.findLast((fact) => endOf(fact) < day) ?? versions[0];
}

/** Whether it was read in the law itself or at an official or professional body. */
export const isConfirmed = ({ confidence }: Fact): boolean => confidence === 'V1' || confidence === 'V2';

/** The facts that a text names by placeholder (`{{F29}}`), each once. */
export const factsNamedIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{(F\d+[a-z]?)\}\}/g)].map(([, id]) => id ?? '')),
];

/** What is said instead of a text while a fact in it is not confirmed. */
export const unconfirmedKey = (key: string): string => `${key}_unconfirmed`;
