import type { Recognition, ScoredIntent } from './recognizer.ts';

/** What is done with a recognition: say the answer, ask which of a few was meant, or say that it was not understood. */
export type Decision = 'answer' | 'clarify' | 'none';

export interface Decided {
  decision: Decision;
  /** The likeliest intent; `none` when nothing is. */
  intent: string;
  /** Its chance, 0-1. */
  score: number;
  /** The intents to offer as buttons, likeliest first: two or three when clarifying, else empty. */
  candidates: ScoredIntent[];
}

/** From which chance on something is done. The only place where these stand. */
export const thresholds = {
  /** Answered without asking. */
  answer: 0.6,
  /** The same, where a wrong guess costs money, a permit or health. */
  answerCareful: 0.8,
  /** Asked with buttons; below it, it was not understood. */
  clarify: 0.1,
  /** From this chance of `none` on, it was not understood either. */
  none: 0.4,
  /** Offered as a button beside the likeliest. */
  candidate: 0.05,
};

const maxCandidates = 3;

/** Intents on money, fines, permits, health and terms: topics (`ontzorgen.`) or single intents. */
export const carefulIntents = [
  'ontzorgen.',
  'leerroute.fine',
  'leerroute.residence',
  'leerroute.deadline',
  'leerroute.extension',
  'leerroute.exemption',
  'leerroute.cost_loan',
  'life.travel',
  'life.divorce',
  'life.family',
  'life.health',
  'life.benefit',
  'life.report_change',
  'support.objection',
];

/** Whether an intent is on money, fines, permits, health or terms. */
export const isCareful = (intent: string): boolean =>
  carefulIntents.some((name) => (name.endsWith('.') ? intent.startsWith(name) : intent === name));

/** The bar that an intent's chance must reach to be answered without asking. */
export const answerBar = (intent: string): number => (isCareful(intent) ? thresholds.answerCareful : thresholds.answer);

export function decide({ intents }: Recognition): Decided {
  const likeliest = intents.filter(({ name }) => name !== 'none');
  const [best] = likeliest;
  const noneScore = intents.find(({ name }) => name === 'none')?.score;
  const isAnswer = best !== undefined && best.score >= answerBar(best.name);
  const isUnclear = !best || best.score < thresholds.clarify || (noneScore ?? 0) >= thresholds.none;
  if (!best || (isUnclear && !isAnswer)) {
    return { decision: 'none', intent: 'none', score: noneScore ?? 1 - (best?.score ?? 0), candidates: [] };
  }
  if (isAnswer) return { decision: 'answer', intent: best.name, score: best.score, candidates: [] };
  const candidates = likeliest
    .slice(0, maxCandidates)
    .filter(({ score }, place) => place < 2 || score >= thresholds.candidate);
  return { decision: 'clarify', intent: best.name, score: best.score, candidates };
}
