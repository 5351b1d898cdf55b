import type { Hints, Recognition } from '../recognizer.ts';
import { leadingLanguage, type Language } from '../../core/locale.ts';
import type { TrainingLine } from '../lu.ts';
import { romanized, skeletonOf, transliterated } from './arabizi.ts';
import { none, scoreIntents, trainIntents, type IntentModel } from './intents.ts';
import { identifyLanguage, trainLanguages, type LanguageModel } from './languages.ts';
import { fold } from '../normalize.ts';
import { createRandom } from './random.ts';
import { scriptOf } from './scripts.ts';

/** All that was learned: which language a text is in, and for each language what it wants. */
export interface Model {
  languages: LanguageModel;
  intents: Record<string, IntentModel>;
}

/** What training is at: `step` of `steps`, and what it is working on. */
export interface Progress {
  step: number;
  steps: number;
  about: string;
}

const arabic = 'ar';
const isArabizi = (language: string, text: string): boolean => language === arabic && scriptOf(text) === 'Latin';

/** What is done to a text in a language before its intent is looked for. */
const prepareFor =
  (language: string) =>
  (text: string): string =>
    isArabizi(language, text) ? skeletonOf(text) : fold(text);

/** The same lines give the same model. */
export function trainModel(lines: readonly TrainingLine[], onProgress: (progress: Progress) => void = () => {}): Model {
  const names = [...new Set(lines.map(({ language }) => language))].sort();
  const steps = names.length + 1;
  onProgress({ step: 0, steps, about: 'languages' });
  const languages = trainLanguages(languageLines(lines));
  const intents: Record<string, IntentModel> = {};
  names.forEach((language, index) => {
    onProgress({ step: index + 1, steps, about: language });
    intents[language] = trainIntents(intentLines(lines, language), prepareFor(language));
  });
  onProgress({ step: steps, steps, about: 'done' });
  return { languages, intents };
}

/** Lines in Arabic letters also stand for the same words in Latin letters. */
function languageLines(lines: readonly TrainingLine[]): { text: string; label: string }[] {
  const random = createRandom(1);
  return lines.flatMap(({ text, language }) => {
    const own = { text, label: language };
    if (language !== arabic || isArabizi(language, text)) return [own];
    return [own, { text: romanized(text, random), label: language }];
  });
}

const intentLines = (lines: readonly TrainingLine[], language: string): { text: string; label: string }[] =>
  lines
    .filter((line) => line.language === language)
    .flatMap(({ text, intent }) => {
      const own = { text, label: intent };
      if (language !== arabic || isArabizi(language, text)) return [own];
      return [own, { text: transliterated(text), label: intent }];
    });

/** What somebody wants, by a model. */
export function recognizeBy(model: Model, utterance: string, hints: Hints = {}): Recognition {
  const allowed = hints.languages ?? model.languages.languages;
  const found = identifyLanguage(model.languages, utterance, allowed, hints.language);
  if (!found) {
    const language = hints.language ?? leadingLanguage;
    return { language, languageScore: 0, intents: [{ name: none, score: 1 }], entities: [] };
  }
  const { language, score } = found;
  const intents = scoreIntents(model.intents[language]!, prepareFor(language)(utterance));
  return { language: language as Language, languageScore: score, intents, entities: [] };
}
