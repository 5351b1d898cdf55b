import type { Decision } from './decide.ts';
import { isOutOfScope } from './rounds.ts';

/** What a recognizer made of one message. */
export interface ScoredRow {
  intent: string;
  /** The intents that are right: its own, and others that are as good. */
  right: string[];
  /** The likeliest intent, `none` left out. */
  best: string;
  decision: Decision;
  /** The intents on the buttons when it was asked. */
  offered: string[];
  language: string;
  goldLanguage?: string;
}

interface Counted {
  n: number;
  correct: number;
}

/** Shares are 0-1, and null when there was no message to measure them by. */
export interface Scores {
  /** Messages scored, and those of them that are about something. */
  n: number;
  inScope: number;
  /** By the best label, no threshold, of the messages in scope. */
  accuracy: number | null;
  macroF1: number | null;
  /** The same, where a message that was not understood is wrong. */
  accuracyAtThreshold: number | null;
  /** In scope and asked with buttons; and of all in scope, those where the answer or a button was right. */
  clarified: number | null;
  reached: number | null;
  /** Messages about nothing that were not understood, as they should be. */
  oosRecall: number | null;
  languageAccuracy: number | null;
  byLanguage: Record<string, Counted>;
  byIntent: Record<string, Counted>;
}

const isRight = ({ right, best }: ScoredRow): boolean => right.includes(best);
const isReached = (row: ScoredRow): boolean =>
  row.decision === 'clarify'
    ? row.offered.some((intent) => row.right.includes(intent))
    : row.decision === 'answer' && isRight(row);

export function scoresOfRows(rows: readonly ScoredRow[]): Scores {
  const inScope = rows.filter(({ intent }) => !isOutOfScope(intent));
  const outside = rows.filter(({ intent }) => isOutOfScope(intent));
  const withLanguage = rows.filter(({ goldLanguage }) => goldLanguage !== undefined);
  return {
    n: rows.length,
    inScope: inScope.length,
    accuracy: share(inScope, isRight),
    macroF1: macroF1(inScope),
    accuracyAtThreshold: share(inScope, (row) => row.decision !== 'none' && isRight(row)),
    clarified: share(inScope, ({ decision }) => decision === 'clarify'),
    reached: share(inScope, isReached),
    oosRecall: share(outside, ({ decision }) => decision === 'none'),
    languageAccuracy: share(withLanguage, ({ language, goldLanguage }) => language === goldLanguage),
    byLanguage: countBy(
      inScope.filter(({ goldLanguage }) => goldLanguage !== undefined),
      ({ goldLanguage }) => goldLanguage!,
    ),
    byIntent: countBy(rows, ({ intent }) => intent),
  };
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const share = (rows: readonly ScoredRow[], is: (row: ScoredRow) => boolean): number | null =>
  rows.length === 0 ? null : rounded(rows.filter(is).length / rows.length);

/** Rows by a key; one about nothing is correct when it was not understood. */
function countBy(rows: readonly ScoredRow[], keyOf: (row: ScoredRow) => string): Record<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const row of rows) {
    const { n, correct } = counts.get(keyOf(row)) ?? { n: 0, correct: 0 };
    const isCorrect = isOutOfScope(row.intent) ? row.decision === 'none' : isRight(row);
    counts.set(keyOf(row), { n: n + 1, correct: correct + Number(isCorrect) });
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The mean of the F1 of each intent that occurs. Another intent that is right as well counts as its own. */
function macroF1(rows: readonly ScoredRow[]): number | null {
  const golds = rows.map((row) => (isRight(row) ? row.best : row.intent));
  const intents = [...new Set(golds)];
  const f1s = intents.map((intent) => {
    const hits = rows.filter(({ best }, index) => best === intent && golds[index] === intent).length;
    const said = rows.filter(({ best }) => best === intent).length;
    const meant = golds.filter((gold) => gold === intent).length;
    return (2 * hits) / (said + meant);
  });
  return f1s.length === 0 ? null : rounded(f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length);
}
