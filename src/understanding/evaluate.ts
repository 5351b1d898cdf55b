import { decide } from './decide.ts';
import type { LabelledMessage } from './labelled.ts';
import type { TrainingLine } from './lu.ts';
import type { Recognizer } from './recognizer.ts';
import { isOutOfScope, type Round } from './rounds.ts';
import { scoresOfRows, type ScoredRow, type Scores } from './scores.ts';

export interface Evaluation extends Scores {
  recognizer: Recognizer['name'];
  /** Microseconds that a message takes. */
  p50us: number;
  p99us: number;
  /** Of all rounds together; null when nothing was trained. */
  trainSeconds: number | null;
}

export type RecognizerFor = (train: TrainingLine[] | undefined) => Promise<Recognizer>;

/** So many messages are recognized once before the clock runs: the first ones wait for the compiler. */
const warmUp = 200;

/** Trains where asked, recognizes every message without a hint, and scores all rounds together. */
export async function evaluate(rounds: readonly Round[], recognizerFor: RecognizerFor): Promise<Evaluation> {
  const rows: ScoredRow[] = [];
  const durationsUs: number[] = [];
  let trainMs: number | undefined;
  let name: Recognizer['name'] = 'local';
  for (const { train, test } of rounds) {
    const started = performance.now();
    const recognizer = await recognizerFor(train);
    if (train) trainMs = (trainMs ?? 0) + performance.now() - started;
    name = recognizer.name;
    for (const { text } of test.slice(0, warmUp)) await recognizer.recognize(text);
    for (const message of test) {
      const before = performance.now();
      const recognition = await recognizer.recognize(message.text);
      durationsUs.push((performance.now() - before) * 1000);
      const inScope = recognition.intents.filter(({ name }) => !isOutOfScope(name));
      rows.push(rowOf(message, recognition.language, inScope[0]?.name ?? 'none', decide(recognition)));
    }
  }
  return {
    recognizer: name,
    ...scoresOfRows(rows),
    p50us: percentile(durationsUs, 0.5),
    p99us: percentile(durationsUs, 0.99),
    trainSeconds: trainMs === undefined ? null : Math.round(trainMs) / 1000,
  };
}

function rowOf(
  message: LabelledMessage,
  language: string,
  best: string,
  decided: ReturnType<typeof decide>,
): ScoredRow {
  return {
    intent: message.intent,
    right: [message.intent, ...(message.alt ?? [])],
    best,
    decision: decided.decision,
    offered: decided.candidates.map(({ name }) => name),
    language,
    ...(message.lang !== undefined && { goldLanguage: message.lang }),
  };
}

const percentile = (values: number[], share: number): number => {
  const sorted = values.sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
};
