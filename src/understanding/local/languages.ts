import { leadingLanguage } from '../../core/locale.ts';
import { fallbackSharpness, fitSharpness, sharpened } from './calibration.ts';
import { classify, trainClassifier, type Classifier, type LabelledText } from './classifier.ts';
import { lower, wordsOf } from '../normalize.ts';
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
/** So many lines of a language say what it looks like, beside the short ones: "hoi" is known or it is not. */
const maxLines = 800;
const shortWords = 2;
/** A script that fewer of a language's lines are in is a slip. */
const minScriptShare = 0.01;
/** How many times likelier than another the saved language is; and the leading one, when none was saved. */
const priorOdds = { saved: 8, leading: 2 };

/** Labels are languages. Accents stay: they tell languages apart. */
export function trainLanguages(lines: readonly LabelledText[]): LanguageModel {
  const languages = [...new Set(lines.map(({ label }) => label))].sort();
  const scripts = Object.fromEntries(languages.map((language) => [language, scriptsOf(lines, language)]));
  if (languages.length < 2) return { languages, scripts, sharpness: fallbackSharpness };
  const some = languages.flatMap((language) => spread(lines.filter(({ label }) => label === language)));
  const samples = outOfFold(some, '', options).filter(({ own }) => own >= 0);
  return { languages, scripts, classifier: trainClassifier(some, options), sharpness: fitSharpness(samples) };
}

function priorOf(language: string, saved: string | undefined): number {
  if (saved !== undefined) return language === saved ? priorOdds.saved : 1;
  return language === leadingLanguage ? priorOdds.leading : 1;
}

function spread(lines: readonly LabelledText[]): LabelledText[] {
  const isShort = ({ text }: LabelledText): boolean => wordsOf(text).length <= shortWords;
  const long = lines.filter((line) => !isShort(line));
  const step = Math.max(1, long.length / maxLines);
  const some = long.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  return [...lines.filter(isShort), ...some];
}

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
  const weights = possible.map((language) => chances[classifier.labels.indexOf(language)]! * priorOf(language, saved));
  const best = weights.indexOf(Math.max(...weights));
  return { language: possible[best]!, score: weights[best]! / weights.reduce((sum, weight) => sum + weight, 0) };
}
