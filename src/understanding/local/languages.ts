import { fallbackSharpness, fitSharpness, sharpened } from './calibration.ts';
import { classify, trainClassifier, type Classifier, type LabelledText } from './classifier.ts';
import { lower } from '../normalize.ts';
import { outOfFold } from './out-of-fold.ts';
import { scriptOf, type Script } from './scripts.ts';

/** Tells the trained languages apart; `classifier` is absent when there is only one. */
export interface LanguageModel {
  languages: string[];
  /** The scripts that the lines of each language are written in. */
  scripts: Record<string, Script[]>;
  classifier?: Classifier;
  sharpness: number;
}

const options = { features: { maxLetters: 4, maxWords: 1, wordWeight: 0.7 }, prepare: lower, typoCopies: 1 };
/** So many lines of a language, spread over all of them, say what it looks like. */
const maxLines = 800;
/** A script that fewer of a language's lines are in is a slip. */
const minScriptShare = 0.01;
/** How many times likelier the saved language is than another. */
const priorOdds = 8;

/** Labels are languages. Accents stay: they tell languages apart. */
export function trainLanguages(lines: readonly LabelledText[]): LanguageModel {
  const languages = [...new Set(lines.map(({ label }) => label))].sort();
  const scripts = Object.fromEntries(languages.map((language) => [language, scriptsOf(lines, language)]));
  if (languages.length < 2) return { languages, scripts, sharpness: fallbackSharpness };
  const some = languages.flatMap((language) => spread(lines.filter(({ label }) => label === language)));
  const samples = outOfFold(some, '', options).filter(({ own }) => own >= 0);
  return { languages, scripts, classifier: trainClassifier(some, options), sharpness: fitSharpness(samples) };
}

const spread = (lines: readonly LabelledText[]): LabelledText[] => {
  const step = Math.max(1, lines.length / maxLines);
  return lines.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
};

function scriptsOf(lines: readonly LabelledText[], language: string): Script[] {
  const own = lines.filter(({ label }) => label === language).map(({ text }) => scriptOf(text));
  return [...new Set(own)]
    .filter((script) => script !== undefined)
    .filter((script) => own.filter((other) => other === script).length >= own.length * minScriptShare);
}

export interface IdentifiedLanguage {
  language: string;
  /** The chance that it is this language; 0 when nothing could be told. */
  score: number;
}

/**
 * The likeliest of the `allowed` languages that are written in this script. `saved` is what the person chose: a prior.
 * `undefined` when no allowed language is written so, or there are no letters.
 */
export function identifyLanguage(
  { languages, scripts, classifier, sharpness }: LanguageModel,
  utterance: string,
  allowed: readonly string[],
  saved: string | undefined,
): IdentifiedLanguage | undefined {
  const script = scriptOf(utterance);
  const possible = languages.filter((language) => allowed.includes(language) && scripts[language]!.includes(script!));
  if (!classifier || possible.length < 2) return possible[0] ? { language: possible[0], score: 1 } : undefined;
  const chances = sharpened(classify(classifier, lower(utterance)).scores, sharpness);
  const weights = possible.map(
    (language) => chances[classifier.labels.indexOf(language)]! * (language === saved ? priorOdds : 1),
  );
  const best = weights.indexOf(Math.max(...weights));
  return { language: possible[best]!, score: weights[best]! / weights.reduce((sum, weight) => sum + weight, 0) };
}
