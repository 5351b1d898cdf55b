import {
  classify,
  trainClassifier,
  type Classification,
  type LabelledText,
  type TrainingOptions,
} from './classifier.ts';

/** A line as a classifier sees it that was trained without it: what calibration learns from. */
export interface Sample extends Classification {
  /** Where its own label stands among the scores; -1 when it is about something that the classifier was not taught. */
  own: number;
  noneAt: number;
  /** Whether it stands for a wish that nobody thought of, or for one that people thought of and left out. */
  from: 'in_scope' | 'held_out' | 'none';
}

const folds = 3;
/** So many lines that one fold says enough. */
const manyLines = 5000;
const foldTypoCopies = 1;
/** With fewer intents, leaving some out says nothing about those that stay. */
const minLabelsToHoldOut = 6;

/**
 * Trains on two thirds of the lines and two thirds of the intents, thrice, and classifies the rest: lines of intents
 * that were left out show what a text looks like that fits none.
 */
export function outOfFold(lines: readonly LabelledText[], none: string, options: TrainingOptions): Sample[] {
  const labels = [...new Set(lines.map(({ label }) => label))].filter((label) => label !== none).sort();
  const holdsOut = labels.length >= minLabelsToHoldOut;
  const foldOf = foldsOf(lines);
  return Array.from({ length: lines.length < manyLines ? folds : 1 }, (_, fold) => {
    const heldOut = new Set(holdsOut ? labels.filter((_label, number) => number % folds === fold) : []);
    const known = lines.filter(({ label }, index) => foldOf[index] !== fold && !heldOut.has(label));
    if (new Set(known.map(({ label }) => label)).size < 2) return [];
    const classifier = trainClassifier(known, {
      ...options,
      typoCopies: Math.min(foldTypoCopies, options.typoCopies),
      seed: fold + 2,
    });
    const noneAt = classifier.labels.indexOf(none);
    return lines.flatMap((line, index): Sample[] => {
      if (foldOf[index] !== fold) return [];
      const from = line.label === none ? 'none' : heldOut.has(line.label) ? 'held_out' : 'in_scope';
      const own = from === 'in_scope' ? classifier.labels.indexOf(line.label) : -1;
      if (from === 'in_scope' && own < 0) return [];
      return [{ ...classify(classifier, options.prepare(line.text)), own, noneAt, from }];
    });
  }).flat();
}

/** Deals the lines of each label out over the folds. */
function foldsOf(lines: readonly LabelledText[]): number[] {
  const dealt = new Map<string, number>();
  return lines.map(({ label }) => {
    const count = dealt.get(label) ?? 0;
    dealt.set(label, count + 1);
    return count % folds;
  });
}
