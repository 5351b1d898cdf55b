import { describe, expect, test } from '@jest/globals';
import { missingScope, textFor, type FactAnswer, type Scope } from '../../src/core/scope.ts';

const answer: FactAnswer = {
  intent: 'leerroute.fine',
  said: [
    { law: '2021', groups: ['asylum'], text: 't.asylum', facts: [] },
    { law: '2021', text: 't.new', facts: [] },
    { law: '2013', text: 't.old', facts: [] },
    { text: 't.all', facts: [] },
  ],
  next: [],
};

const cases: [Scope, ReturnType<typeof missingScope>, string][] = [
  [{}, 'law', 't.all'],
  [{ group: 'asylum' }, 'law', 't.all'],
  [{ law: '2021' }, 'group', 't.new'],
  [{ law: '2021', group: 'asylum' }, undefined, 't.asylum'],
  [{ law: '2021', group: 'family' }, undefined, 't.new'],
  [{ law: '2021', group: 'unknown' }, undefined, 't.new'],
  [{ law: '2013' }, undefined, 't.old'],
  [{ law: 'none' }, undefined, 't.all'],
  [{ law: 'unknown' }, undefined, 't.all'],
];

test.each(cases)('of %j is asked %s, and meanwhile said %s', (scope, missing, text) => {
  expect(missingScope(answer, scope)).toBe(missing);
  expect(textFor(answer, scope)?.text).toBe(text);
});

describe('an answer that does not ask for a part', () => {
  const unasked: FactAnswer = { ...answer, asks: ['group'] };
  test('uses it where it is known', () => {
    expect(missingScope(unasked, { law: '2021' })).toBe('group');
    expect(textFor(unasked, { law: '2013' })?.text).toBe('t.old');
  });
  test('and says what is for everyone where it is not', () => {
    expect(missingScope(unasked, {})).toBeUndefined();
    expect(missingScope({ ...answer, asks: [] }, { law: '2021' })).toBeUndefined();
  });
});

test('what a first part without law decides needs no law', () => {
  const early: FactAnswer = { ...answer, said: [{ groups: ['family'], text: 't.family', facts: [] }, ...answer.said] };
  expect(missingScope(early, { group: 'family' })).toBeUndefined();
  expect(missingScope(early, { group: 'asylum' })).toBe('law');
});
