import { DateTime } from 'luxon';
import type { Municipality } from './municipality.ts';

/** Dutch wall-clock time, summer time included. */
export const dutchTime = (instantMs: number): DateTime => DateTime.fromMillis(instantMs, { zone: 'Europe/Amsterdam' });

type Hours = Municipality['hours'];
type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const periodsOn = (hours: Hours, day: DateTime): [DateTime, DateTime][] =>
  (hours[day.weekday as Weekday] ?? []).map(([from, to]) => [at(day, from), at(day, to)]);

function at(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

/** Whether somebody works at this instant. */
export function isOpen(hours: Hours, nowMs: number): boolean {
  const now = dutchTime(nowMs);
  return periodsOn(hours, now).some(([from, to]) => now >= from && now < to);
}

/** The instant (ms) at which so many open hours have passed from now on; undefined when the office never opens. */
export function afterOpenHours(hours: Hours, nowMs: number, openHours: number): number | undefined {
  let left = openHours * 3_600_000;
  const now = dutchTime(nowMs);
  for (let day = 0; day < 60; day++) {
    for (const [from, to] of periodsOn(hours, now.plus({ days: day }).startOf('day'))) {
      const begin = Math.max(from.toMillis(), nowMs);
      const open = to.toMillis() - begin;
      if (open <= 0) continue;
      if (left <= open) return begin + left;
      left -= open;
    }
  }
  return undefined;
}
