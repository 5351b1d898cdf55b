import { DateTime } from 'luxon';
import { isHoliday } from './holidays.ts';
import type { Municipality, OpenHours, StaffMember, Weekday } from './municipality.ts';

/** Dutch wall-clock time, summer time included. */
export const dutchTime = (instantMs: number): DateTime => DateTime.fromMillis(instantMs, { zone: 'Europe/Amsterdam' });

/** From and to, in ms. */
export type Period = readonly [from: number, to: number];

/** Days (as 2026-12-24) on which nobody is there, besides the public holidays. */
export type ClosedDays = readonly string[];

export type Office = Pick<Municipality, 'hours' | 'closedDays'>;

/** Further than this nobody looks, in days. */
const horizonDays = 90;

function periodsOn(hours: OpenHours, day: DateTime, closed: ClosedDays): Period[] {
  const date = day.toISODate() ?? '';
  if (isHoliday(date) || closed.includes(date)) return [];
  return (hours[day.weekday as Weekday] ?? []).map(([from, to]) => [at(day, from), at(day, to)]);
}

function at(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
}

/** Whether somebody works at this instant. */
export function isOpen(hours: OpenHours, nowMs: number, closed: ClosedDays = []): boolean {
  return periodsOn(hours, dutchTime(nowMs), closed).some(([from, to]) => nowMs >= from && nowMs < to);
}

export const isOfficeOpen = ({ hours, closedDays }: Office, nowMs: number): boolean => isOpen(hours, nowMs, closedDays);

/** The open periods of each coming day, from the day of this instant on; what is past is left out. */
export function* openDays(hours: OpenHours, fromMs: number, closed: ClosedDays = []): Generator<Period[]> {
  const first = dutchTime(fromMs).startOf('day');
  for (let day = 0; day < horizonDays; day++) {
    const periods = periodsOn(hours, first.plus({ days: day }), closed);
    yield periods.filter(([, to]) => to > fromMs).map(([from, to]) => [Math.max(from, fromMs), to]);
  }
}

/** The instant (ms) at which so much time of these days has passed; undefined when it never does. */
export function afterTime(days: Iterable<readonly Period[]>, ms: number): number | undefined {
  let left = ms;
  for (const day of days) {
    for (const [from, to] of day) {
      if (left <= to - from) return from + left;
      left -= to - from;
    }
  }
  return undefined;
}

/** The days worked in these hours: the own ones, or the office's on the days that they work. */
export function hoursOf({ hours, days }: Pick<StaffMember, 'hours' | 'days'>, office: OpenHours): OpenHours {
  const worked = hours ?? office;
  if (!days) return worked;
  return Object.fromEntries(Object.entries(worked).filter(([day]) => days.includes(Number(day) as Weekday)));
}

/** Whether somebody is away on this day (as 2026-12-24). */
export const isAway = ({ absences = [] }: Pick<StaffMember, 'absences'>, day: string): boolean =>
  absences.some(({ from, to }) => day >= from && day <= to);

/** The periods in which somebody works, by day: own hours and days, without lunch, absence, holidays and closed days. */
export function* workDays(office: Office, member: StaffMember, fromMs: number): Generator<Period[]> {
  for (const periods of openDays(hoursOf(member, office.hours), fromMs, office.closedDays)) {
    const [first] = periods;
    yield first && isAway(member, dutchTime(first[0]).toISODate() ?? '') ? [] : periods;
  }
}
