import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as 2026-11-22');

const factSchema = z.strictObject({
  id: z.string().regex(/^F\d{1,3}$/, 'must be F and a number'),
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

/** Every fact of every topic, by id. All that is wrong is named at once, by file and field. */
export function loadFacts(dialogsDir: string): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const wrong: string[] = [];
  for (const file of factFiles(dialogsDir)) {
    const result = z.array(factSchema).safeParse(parse(readFileSync(file, 'utf8')));
    if (!result.success) {
      wrong.push(...result.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`));
      continue;
    }
    for (const fact of result.data) {
      if (facts.has(fact.id)) wrong.push(`${file}: ${fact.id} stands twice`);
      facts.set(fact.id, fact);
    }
  }
  if (wrong.length > 0) throw new Error(`facts are wrong:\n${wrong.join('\n')}`);
  return facts;
}

const factFiles = (dialogsDir: string): string[] =>
  readdirSync(dialogsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dialogsDir, entry.name, 'facts.yaml'))
    .filter((file) => existsSync(file));

/** Whether a fact holds on a day (ISO date). */
export const isValidOn = (fact: Fact, day: string): boolean =>
  (fact.validFrom === undefined || fact.validFrom <= day) && (fact.validTo === undefined || day <= fact.validTo);
