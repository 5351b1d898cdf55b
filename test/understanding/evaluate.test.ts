import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../src/understanding/evaluate.ts';
import type { LabelledMessage } from '../../src/understanding/labelled.ts';
import type { TrainingLine } from '../../src/understanding/lu.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { roundsOf } from '../../src/understanding/rounds.ts';

/** Says what the text says: "intent score, intent score". */
const parrot: Recognizer = {
  name: 'local',
  recognize: async (utterance) => ({
    language: 'nl',
    languageScore: 1,
    entities: [],
    intents: utterance.split(', ').map((part) => ({ name: part.split(' ')[0]!, score: Number(part.split(' ')[1]) })),
  }),
};
const evaluated = (test: LabelledMessage[]) => evaluate(roundsOf({ test }), async () => parrot);

describe('scores', () => {
  test('of messages in scope go by the best label that is not none', async () => {
    const scores = await evaluated([
      { text: 'a 0.9', intent: 'a', lang: 'nl' },
      { text: 'none 0.8, a 0.1', intent: 'a', lang: 'en' },
      { text: 'b 0.9', intent: 'a', alt: ['b'] },
      { text: 'b 0.4, a 0.3', intent: 'a', lang: 'nl' },
      { text: 'b 0.9', intent: 'b' },
    ]);
    expect(scores).toMatchObject({
      n: 5,
      inScope: 5,
      accuracy: 0.8,
      accuracyAtThreshold: 0.6,
      clarified: 0.2,
      reached: 0.8,
      oosRecall: null,
      languageAccuracy: 0.6667,
      byLanguage: { en: { n: 1, correct: 1 }, nl: { n: 2, correct: 1 } },
      byIntent: { a: { n: 4, correct: 3 }, b: { n: 1, correct: 1 } },
      trainSeconds: null,
    });
    // a: 2 right, said twice, meant three times (the one that may be b counts there). b: 2 right, said 3 times, meant twice.
    expect(scores.macroF1).toBeCloseTo((4 / 5 + 4 / 5) / 2, 4);
  });

  test('of messages about nothing are right when they were not understood', async () => {
    const scores = await evaluated([
      { text: 'none 0.9, a 0.1', intent: 'none' },
      { text: 'a 0.9, none 0.1', intent: 'oos' },
      { text: 'a 0.4, b 0.2', intent: 'oos' },
      { text: 'b 0.05', intent: 'oos' },
    ]);
    expect(scores).toMatchObject({ inScope: 0, accuracy: null, macroF1: null, reached: null, oosRecall: 0.5 });
    expect(scores.byIntent).toEqual({ none: { n: 1, correct: 1 }, oos: { n: 3, correct: 1 } });
  });
});

describe('rounds', () => {
  const message = (text: string, split?: string, intent = text): LabelledMessage => ({
    text,
    intent,
    ...(split && { split }),
  });
  const texts = (rows: readonly { text: string }[] | undefined): string[] | undefined => rows?.map(({ text }) => text);

  test('score rows without a split and test rows, and train on what is not test', () => {
    const rows = [message('a', 'train'), message('b', 'valid'), message('c', 'test'), message('d')];
    const [round] = roundsOf({ test: rows, train: rows });
    expect(texts(round?.test)).toEqual(['c', 'd']);
    expect(texts(round?.train)).toEqual(['a', 'b', 'd']);
    expect(roundsOf({ test: rows })).toEqual([{ test: [rows[2], rows[3]] }]);
  });

  test('are the folds when the splits are folds', () => {
    const rows = [message('a', 'rrt'), message('b', 'rtr'), message('c', 'trr'), message('d', 'rrt')];
    const rounds = roundsOf({ test: rows, train: rows });
    expect(rounds.map(({ test }) => texts(test))).toEqual([['c'], ['b'], ['a', 'd']]);
    expect(rounds.map(({ train }) => texts(train))).toEqual([
      ['a', 'b', 'd'],
      ['a', 'c', 'd'],
      ['b', 'c'],
    ]);
    expect(texts(roundsOf({ test: rows, train: rows, fold: 2 })[0]?.test)).toEqual(['b']);
  });

  test('teach oos as none, and the usual language where a row names none', () => {
    const train: LabelledMessage[] = [
      { text: 'x', intent: 'oos', lang: 'tr' },
      { text: 'y', intent: 'a' },
    ];
    expect(roundsOf({ test: [message('a')], train })[0]?.train).toEqual([
      { text: 'x', intent: 'none', language: 'tr' },
      { text: 'y', intent: 'a', language: 'tr' },
    ]);
  });

  test.each([
    ['a fold of a file without folds', { test: [message('a')], fold: 1 }, /no folds/],
    ['a fold that is not there', { test: [message('a', 'rt')], fold: 3 }, /folds 1 to 2, no 3/],
    ['nothing to score', { test: [message('a', 'train')] }, /no messages to score/],
    ['one intent to learn', { test: [message('a')], train: [message('a')] }, /fewer than two intents/],
  ])('are refused: %s', (_name, options, reason) => {
    expect(() => roundsOf(options)).toThrow(reason);
  });

  test('are scored together, each by what it learned', async () => {
    const rows = [message('a 0.9', 'rt', 'a'), message('b 0.9', 'tr', 'b'), message('c 0.9', 'rr', 'c')];
    const learned: TrainingLine[][] = [];
    const scores = await evaluate(roundsOf({ test: rows, train: rows }), async (train) => {
      learned.push(train!);
      return parrot;
    });
    expect(learned.map(texts)).toEqual([
      ['a 0.9', 'c 0.9'],
      ['b 0.9', 'c 0.9'],
    ]);
    expect(scores).toMatchObject({ n: 2, accuracy: 1 });
    expect(scores.trainSeconds).not.toBeNull();
  });
});
