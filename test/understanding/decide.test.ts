import { describe, expect, test } from '@jest/globals';
import { answerBar, carefulIntents, decide, thresholds } from '../../src/understanding/decide.ts';
import type { Recognition, ScoredIntent } from '../../src/understanding/recognizer.ts';

const recognition = (...intents: [string, number][]): Recognition => ({
  language: 'nl',
  languageScore: 1,
  intents: intents.map(([name, score]): ScoredIntent => ({ name, score })).sort((a, b) => b.score - a.score),
  entities: [],
});
const names = (candidates: ScoredIntent[]): string[] => candidates.map(({ name }) => name);

describe('what is done with a recognition', () => {
  test('a likely intent is answered', () => {
    expect(decide(recognition(['taalhuis.where', 0.7], ['taalhuis.what', 0.2], ['none', 0.1]))).toEqual({
      decision: 'answer',
      intent: 'taalhuis.where',
      score: 0.7,
      candidates: [],
    });
  });

  test('the same chance on money, fines, permits or health is asked', () => {
    for (const intent of [
      'ontzorgen.payments',
      'leerroute.fine',
      'leerroute.residence',
      'life.travel',
      'life.health',
    ]) {
      const decided = decide(recognition([intent, 0.7], ['taalhuis.what', 0.2], ['none', 0.1]));
      expect(decided).toMatchObject({ decision: 'clarify', intent });
      expect(names(decided.candidates)).toEqual([intent, 'taalhuis.what']);
    }
  });

  test('when unsure the two or three likeliest are offered, never none', () => {
    const unsure = recognition(
      ['none', 0.3],
      ['life.work', 0.35],
      ['life.benefit', 0.15],
      ['life.school', 0.1],
      ['life.azc', 0.05],
    );
    expect(names(decide(unsure).candidates)).toEqual(['life.work', 'life.benefit', 'life.school']);
    const two = recognition(['life.work', 0.59], ['none', 0.36], ['life.azc', 0.03], ['life.school', 0.02]);
    expect(names(decide(two).candidates)).toEqual(['life.work', 'life.azc']);
  });

  test('below the lowest bar it is none, with the chance of none', () => {
    expect(decide(recognition(['none', 0.85], ['life.work', 0.15]))).toEqual({
      decision: 'none',
      intent: 'none',
      score: 0.85,
      candidates: [],
    });
    expect(decide(recognition(['none', 0.5], ['life.work', 0.45])).decision).toBe('none');
    expect(decide(recognition(['life.work', 0.09], ['life.azc', 0.08])).decision).toBe('none');
    expect(decide(recognition()).decision).toBe('none');
  });
});

test('the bars stand in order, and every careful intent has the higher one', () => {
  const { candidate, clarify, answer, answerCareful } = thresholds;
  expect([candidate, clarify, answer, answerCareful]).toEqual([candidate, clarify, answer, answerCareful].sort());
  for (const intent of carefulIntents) expect(answerBar(intent)).toBe(answerCareful);
  expect(answerBar('ontzorgen.debt')).toBe(answerCareful);
  expect(answerBar('taalhuis.cost')).toBe(answer);
});
