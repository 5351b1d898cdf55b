import { LabelledError, type LabelledMessage } from './labelled.ts';
import type { TrainingLine } from './lu.ts';

/** What is learned, and what is then scored. */
export interface Round {
  /** Absent when the recognizer has learned already. */
  train?: TrainingLine[];
  test: LabelledMessage[];
}

export interface RoundOptions {
  test: readonly LabelledMessage[];
  train?: readonly LabelledMessage[];
  /** Run only this fold, from 1. */
  fold?: number;
}

const folds = /^[rt]+$/;
/** The language of training rows that name none. */
const unnamed = 'und';
const outOfScope = ['none', 'oos'];

/** Whether a label says that a message is about nothing that the recognizer should know. */
export const isOutOfScope = (intent: string): boolean => outOfScope.includes(intent);

/** One round, or one a fold when the splits are folds. Throws a LabelledError when nothing is left to do. */
export function roundsOf({ test, train, fold }: RoundOptions): Round[] {
  const count = foldsOf(test);
  if (fold !== undefined && (count === 0 || fold < 1 || fold > count)) {
    throw new LabelledError(
      count === 0 ? 'There are no folds in this file.' : `There are folds 1 to ${count}, no ${fold}.`,
    );
  }
  if (count === 0)
    return [
      roundOf(
        test.filter(isTest),
        train?.filter((message) => !isOnlyTest(message)),
      ),
    ];
  const numbers = fold === undefined ? Array.from({ length: count }, (_, index) => index) : [fold - 1];
  const trainsByFold = train !== undefined && foldsOf(train) === count;
  return numbers.map((k) =>
    roundOf(
      test.filter(({ split }) => split![k] === 't'),
      train?.filter((message) => (trainsByFold ? message.split![k] === 'r' : !isOnlyTest(message))),
    ),
  );
}

const isTest = ({ split }: LabelledMessage): boolean => split === undefined || split === 'test';
const isOnlyTest = ({ split }: LabelledMessage): boolean => split === 'test';

/** How many folds the splits tell of; 0 when they are no folds. */
function foldsOf(messages: readonly LabelledMessage[]): number {
  const length = messages[0]?.split?.length ?? 0;
  const areFolds = messages.every(({ split }) => split !== undefined && folds.test(split) && split.length === length);
  return areFolds ? length : 0;
}

function roundOf(test: LabelledMessage[], train: LabelledMessage[] | undefined): Round {
  if (test.length === 0) throw new LabelledError('There are no messages to score: none has the split "test", or none.');
  if (!train) return { test };
  if (new Set(train.map(({ intent }) => intent)).size < 2) {
    throw new LabelledError('There are messages of fewer than two intents to train on.');
  }
  return {
    test,
    train: train.map(({ text, intent, lang }) => trainingLine(text, intent, lang ?? usualLanguage(train))),
  };
}

const trainingLine = (text: string, intent: string, language: string): TrainingLine => ({
  text,
  language,
  intent: isOutOfScope(intent) ? 'none' : intent,
});

/** The language that most rows name. */
function usualLanguage(messages: readonly LabelledMessage[]): string {
  const counts = new Map<string, number>();
  for (const { lang } of messages) if (lang !== undefined) counts.set(lang, (counts.get(lang) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? unnamed;
}
