import { expect, test } from '@jest/globals';
import { dutchDay, instantOf } from '../../src/casedata/amsterdam-time.ts';
import { asCents, asTime } from '../../src/casedata/read-values.ts';

test.each([
  ['2026-07-01T14:30', '2026-07-01T12:30:00.000Z'],
  ['2026-12-31T14:30', '2026-12-31T13:30:00.000Z'],
  ['2026-12-31 14:30:00', '2026-12-31T13:30:00.000Z'],
  ['2026-10-25T02:30+02:00', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:30+01:00', '2026-10-25T01:30:00.000Z'],
  ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ['2026-12-31T23:30Z', '2026-12-31T23:30:00.000Z'],
])('%s is %s', (text, instant) => expect(instantOf(text)).toEqual({ instant }));

test.each([
  ['2026-03-29T02:30', 'no_such_time'],
  ['2027-03-28T02:00', 'no_such_time'],
  ['2026-10-25T02:30', 'time_twice'],
  ['2026-10-25T02:00', 'time_twice'],
  ['2026-02-30T10:00', 'not_a_time'],
  ['2026-02-28T24:30', 'not_a_time'],
])('%s: %s', (text, reason) => expect(instantOf(text)).toEqual({ reason }));

test.each([
  ['31-12-2026 14:30', '2026-12-31T14:30'],
  ['1/2/2026 9.05 uur', '2026-02-01T09:05'],
  ['31-12-2026 14:30:00', '2026-12-31T14:30'],
  ['2026-12-31T14:30:00.000+01:00', '2026-12-31T14:30+01:00'],
  ['2026-12-31, 14:30', '2026-12-31T14:30'],
])('a file says %s for %s', (text, value) => expect(asTime(text)).toEqual({ value }));

test.each([
  ['612,50', 61250],
  ['€ 1.612,50', 161250],
  ['612.5', 61250],
  ['612', 61200],
  [612.5, 61250],
])('%s is %d cents', (text, value) => expect(asCents(text)).toEqual({ value }));

test('the Dutch day is the one after midnight there', () => {
  expect(dutchDay(Date.parse('2026-11-24T23:30:00Z'))).toBe('2026-11-25');
});
