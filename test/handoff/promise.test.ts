import { describe, expect, test } from '@jest/globals';
import type { Municipality } from '../../src/core/municipality.ts';
import { dutchTime } from '../../src/core/office-hours.ts';
import { promiseOf, unmeasured, type Asked } from '../../src/handoff/promise.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';

const wegstad = loadMunicipalities(new URL('../../municipalities', import.meta.url).pathname).get('wegstad');
if (!wegstad) throw new Error('no Wegstad');

/** Dutch wall-clock time, as `2026-11-24 20:00`, and what was promised in the same words. */
const promised = (
  at: string,
  asked: Partial<Asked> = {},
  more: { place?: Municipality; load?: object } = {},
): string => {
  const now = dutchTime(0).set(partsOf(at)).toMillis();
  const all: Asked = { team: 'integration', urgency: 'urgent', ...asked };
  const promise = promiseOf(more.place ?? wegstad, all, { ...unmeasured, ...more.load }, now);
  return promise === undefined ? 'never' : dutchTime(promise).toFormat('yyyy-MM-dd HH:mm');
};
function partsOf(at: string) {
  const [year, month, day, hour, minute] = at.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second: 0, millisecond: 0 } as { year: number };
}

describe('what is urgent', () => {
  const eviction: Partial<Asked> = { reasons: ['eviction'] };
  // 24 November 2026 is a Tuesday; on Wednesday the office is open from 09:00 to 12:30.
  test.each([
    ['a bailiff on Tuesday evening: at the first opening', '2026-11-24 20:00', eviction, '2026-11-25 10:00'],
    ['a letter on Tuesday evening: at the first opening too', '2026-11-24 20:00', {}, '2026-11-25 11:00'],
    ['a bailiff in the morning: within two hours', '2026-11-24 09:10', eviction, '2026-11-24 11:30'],
    ['in the morning: the same day', '2026-11-24 09:10', {}, '2026-11-24 14:00'],
    ['in the afternoon: the same day, before it closes', '2026-11-24 15:10', {}, '2026-11-24 17:00'],
    ['during lunch the day is not over', '2026-11-24 12:45', {}, '2026-11-24 17:00'],
    ['with twenty minutes left: the next opening', '2026-11-24 16:40', eviction, '2026-11-25 10:00'],
    ['on Friday evening: Monday', '2026-11-27 18:00', eviction, '2026-11-30 10:00'],
    ['on the day before Christmas: not on a holiday', '2026-12-24 20:00', eviction, '2026-12-28 10:00'],
    ['on a holiday itself', '2026-05-14 10:00', eviction, '2026-05-15 10:00'],
  ])('%s', (_what, at, asked, expected) => expect(promised(at, asked)).toBe(expected));

  test('waits for those before it when there are many', () => {
    expect(promised('2026-11-24 09:10', {}, { load: { urgentAhead: 30 } })).toBe('2026-11-27 12:30');
  });
});

describe('what is not urgent', () => {
  const normal: Partial<Asked> = { urgency: 'normal' };
  test.each([
    ['takes eight hours of the team', '2026-11-24 09:00', '2026-11-25 09:30'],
    ['over the weekend', '2026-11-27 15:00', '2026-11-30 16:30'],
    ['over Ascension Day', '2026-05-13 09:00', '2026-05-15 14:00'],
  ])('%s', (_what, at, expected) => expect(promised(at, normal)).toBe(expected));

  test('follows the queue and the pace', () => {
    const load = { ahead: 20, minutesEach: 30 };
    expect(promised('2026-11-24 09:00', normal, { load })).toBe('2026-11-27 12:30');
  });
});

describe('who works when', () => {
  const only = (member: object): Municipality => ({
    ...wegstad,
    staff: [{ id: 'one', name: 'One', role: 'case_worker', teams: ['integration'], ...member }],
  });
  test.each([
    ['part-time days', { days: [1, 4] }, '2026-11-26 11:00'],
    ['absence', { absences: [{ from: '2026-11-24', to: '2026-11-26' }] }, '2026-11-27 11:00'],
    ['own hours', { hours: { 5: [['13:00', '15:00']] } }, '2026-11-27 15:00'],
    ['nobody ever', { hours: {} }, 'never'],
  ])('%s', (_what, member, expected) =>
    expect(promised('2026-11-24 10:00', {}, { place: only(member) })).toBe(expected),
  );

  test('a day on which the municipality is closed', () => {
    const place = { ...wegstad, closedDays: ['2026-11-24', '2026-11-25'] };
    expect(promised('2026-11-24 10:00', {}, { place })).toBe('2026-11-26 11:00');
  });

  test('a team of nobody has the office’s hours', () => {
    expect(promised('2026-11-24 09:10', { team: 'nobody' })).toBe('2026-11-24 14:00');
  });
});
