import { describe, expect, test } from '@jest/globals';
import { LuError, parseLu, readTrainingSet } from '../../src/understanding/lu.ts';
import { writeLocales } from './training-set.ts';

test('a file is intents with lines', () => {
  const source =
    '\ufeff> a comment\r\n# appointments.next\r\n-  when is my appointment \r\n- متى موعدي\n\n# none\n- 5 - 3 = ?\n';
  expect(parseLu(source, 'x.lu')).toEqual([
    { intent: 'appointments.next', text: 'when is my appointment' },
    { intent: 'appointments.next', text: 'متى موعدي' },
    { intent: 'none', text: '5 - 3 = ?' },
  ]);
});

describe('a bad line is named by its file and line', () => {
  test.each([
    ['a line without intent', '- hello', /nl\/x\.lu:1: .*before the first/],
    ['a name that is none', '# a.b\n- hello\n# Two words', /nl\/x\.lu:3: "Two words"/],
    ['no name', '#', /nl\/x\.lu:1: ""/],
    ['a line without words', '# a.b\n- ?!', /nl\/x\.lu:2: .*no words/],
    ['anything else', '# a.b\nhello', /nl\/x\.lu:2: expected/],
  ])('%s', (_name, source, message) => {
    expect(() => parseLu(source, 'nl/x.lu')).toThrow(LuError);
    expect(() => parseLu(source, 'nl/x.lu')).toThrow(message);
  });
});

test('a training set is every .lu of every language, in the order of their names', () => {
  const folder = writeLocales({
    'nl/b.lu': '# a.b\n- twee\n',
    'nl/a.lu': '# a.b\n- een\n',
    'nl/a.json': '{}',
    'en/a.lu': '# a.b\n- one',
  });
  expect(readTrainingSet(folder)).toEqual([
    { language: 'en', intent: 'a.b', text: 'one' },
    { language: 'nl', intent: 'a.b', text: 'een' },
    { language: 'nl', intent: 'a.b', text: 'twee' },
  ]);
  expect(() => readTrainingSet(writeLocales({ 'nl/a.lu': 'x' }))).toThrow(/^locales\/nl\/a\.lu:1: /);
});
