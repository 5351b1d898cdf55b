import type { ScoredIntent } from '../recognizer.ts';
import {
  fallbackSharpness,
  fitLogistic,
  fitSharpness,
  probabilityOf,
  sharpened,
  type Logistic,
} from './calibration.ts';
import { classify, trainClassifier, type Classifier, type LabelledText } from './classifier.ts';
import { outOfFold, type Sample } from './out-of-fold.ts';
import { signalsOf } from './signals.ts';

/** The intents of one language, with what makes a score a chance. */
export interface IntentModel {
  classifier: Classifier;
  sharpness: number;
  /** The chance that a text is about anything trained; absent when the lines could not teach it. */
  inScope?: Logistic;
}

export const none = 'none';

const features = { maxLetters: 4, maxWords: 2, wordWeight: 0.7 };
/** A handful of lines would only teach the typos themselves; among many lines there are real ones. */
const typoCopies = (lines: number): number => (lines < 100 ? 0 : lines < 5000 ? 2 : 1);
/** How many of all messages are taken to be about nothing that was trained, when the chances are fitted. */
const shareOf = { held_out: 0.13, none: 0.13 };

export function trainIntents(lines: readonly LabelledText[], prepare: (text: string) => string): IntentModel {
  const options = { features, prepare, typoCopies: typoCopies(lines.length) };
  const samples = outOfFold(lines, none, options);
  const inScope = samples.filter(({ from }) => from === 'in_scope').map(withoutNone);
  const sharpness = inScope.length > 0 ? fitSharpness(inScope) : fallbackSharpness;
  const fitted = fitInScope(samples, sharpness);
  return { classifier: trainClassifier(lines, options), sharpness, ...(fitted && { inScope: fitted }) };
}

const withoutNone = ({ scores, own, noneAt }: Sample): { scores: Float32Array; own: number } =>
  noneAt < 0 ? { scores, own } : { scores: scores.filter((_, k) => k !== noneAt), own: own > noneAt ? own - 1 : own };

function fitInScope(samples: readonly Sample[], sharpness: number): Logistic | undefined {
  const count = (from: Sample['from']): number => samples.filter((sample) => sample.from === from).length;
  const outside = (['held_out', 'none'] as const).filter((from) => count(from) > 0);
  if (outside.length === 0 || count('in_scope') === 0) return undefined;
  const inScopeShare = outside.reduce((rest, from) => rest - shareOf[from], 1);
  return fitLogistic(
    samples.map((sample) => ({
      signals: signalsOf(sample, sample.noneAt, sharpness),
      isTrue: sample.from === 'in_scope',
      weight: (sample.from === 'in_scope' ? inScopeShare : shareOf[sample.from]) / count(sample.from),
    })),
  );
}

/** Every intent with its chance, `none` among them, best first. The text is prepared as in training. */
export function scoreIntents({ classifier, sharpness, inScope }: IntentModel, prepared: string): ScoredIntent[] {
  const classification = classify(classifier, prepared);
  const noneAt = classifier.labels.indexOf(none);
  const isAbout = inScope ? probabilityOf(inScope, signalsOf(classification, noneAt, sharpness)) : 1;
  const names = classifier.labels.filter((label) => label !== none);
  const scores = noneAt < 0 ? classification.scores : classification.scores.filter((_, k) => k !== noneAt);
  const chances = sharpened(scores, sharpness);
  return names
    .map((name, k) => ({ name, score: isAbout * chances[k]! }))
    .concat({ name: none, score: 1 - isAbout })
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
}
