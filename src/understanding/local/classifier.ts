import {
  buildVocabulary,
  countFeatures,
  knownShare,
  vectorOf,
  type FeatureOptions,
  type Vocabulary,
} from './features.ts';
import { compact, scoresOf, type CompactLinear } from './linear.ts';
import { createRandom } from './random.ts';
import { trainRegression } from './regression.ts';
import { trainSvm } from './svm.ts';
import { alphabetOf, withTypos } from './typos.ts';

/** Tells texts of several kinds apart. */
export interface Classifier {
  labels: string[];
  features: FeatureOptions;
  vocabulary: Vocabulary;
  linear: CompactLinear;
}

export interface LabelledText {
  text: string;
  label: string;
}

export interface TrainingOptions {
  features: FeatureOptions;
  /** What is done to a text before its features are taken. */
  prepare: (text: string) => string;
  /** How many copies with typos each line gets. */
  typoCopies: number;
  seed?: number;
}

/** Under this many lines each one is fitted more closely. */
const fewLines = 1000;
/** What an error costs the support vector machine, and how much of the regression is added to it. */
const few = { cost: 5, regressionShare: 0.05 };
const many = { cost: 1, regressionShare: 0.2 };
/** What a copy with typos counts for beside its line, and the share of its longer words that have one. */
const copyWeight = 0.3;
const typoShare = 0.8;
/** A feature that one line has once, and no copy of it, tells nothing. */
const minLines = 2;
const regression = { cost: 10, rounds: 3 };

/** The same lines and options give the same classifier. */
export function trainClassifier(lines: readonly LabelledText[], options: TrainingOptions): Classifier {
  const { features, prepare, typoCopies, seed = 1 } = options;
  const labels = [...new Set(lines.map(({ label }) => label))].sort();
  const numberOf = new Map(labels.map((label, number) => [label, number]));
  const random = createRandom(seed);
  const alphabet = alphabetOf(lines.map(({ text }) => text));
  const copies = Array.from({ length: typoCopies }, () =>
    lines.map(({ text, label }) => ({ text: withTypos(text, typoShare, alphabet, random), label })),
  ).flat();
  const all = [...lines, ...copies];
  const counts = all.map(({ text }) => countFeatures(prepare(text), features));
  const vocabulary = buildVocabulary(counts, copies.length > 0 ? minLines : 1);
  const examples = {
    vectors: counts.map((count) => vectorOf(count, vocabulary, features)),
    classOf: Int32Array.from(all, ({ label }) => numberOf.get(label)!),
    classes: labels.length,
    features: vocabulary.idf.length,
    weights: Float32Array.from(all, (_, index) => (index < lines.length ? 1 : copyWeight)),
  };
  const { cost, regressionShare } = lines.length < fewLines ? few : many;
  const machine = trainSvm(examples, { cost, seed });
  const regressed = trainRegression(examples, { ...regression, seed });
  return { labels, features, vocabulary, linear: compact(machine, regressed, regressionShare) };
}

export interface Classification {
  /** A score a label, in the order of `labels`; higher is likelier, no unit. */
  scores: Float32Array;
  /** Shares (0-1) of its groups of letters and of its words that are known. */
  knownLetters: number;
  knownWords: number;
}

/** Classifies a text that was prepared as the training lines were. */
export function classify({ features, vocabulary, linear }: Classifier, prepared: string): Classification {
  const counts = countFeatures(prepared, features);
  return {
    scores: scoresOf(linear, vectorOf(counts, vocabulary, features)),
    knownLetters: knownShare(counts.letters, vocabulary),
    knownWords: knownShare(counts.words, vocabulary),
  };
}
