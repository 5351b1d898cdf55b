import type { Municipality, StaffMember } from '../core/municipality.ts';
import { openDays, workDays, type Period } from '../core/office-hours.ts';

/** A stretch of time in which as many people of a team work. */
export interface Stretch {
  from: number;
  to: number;
  people: number;
}

/** The coming working time of a team, by day, in order; of a team of nobody the office's, as one person. */
export function* teamDays(place: Municipality, team: string, fromMs: number): Generator<Stretch[]> {
  const members = membersOf(place, team);
  const each = members.map((member) => workDays(place, member, fromMs));
  for (const office of openDays(place.hours, fromMs, place.closedDays)) {
    const periods = each.map((days) => (days.next().value as Period[] | undefined) ?? []);
    yield stretches(members.length > 0 ? periods.flat() : office);
  }
}

/** Coordinators spread work; they answer where nobody else does. */
export function membersOf(place: Municipality, team: string): StaffMember[] {
  const all = place.staff.filter(({ teams }) => teams.includes(team));
  const workers = all.filter(({ role }) => role !== 'coordinator');
  return workers.length > 0 ? workers : all;
}

function stretches(periods: readonly Period[]): Stretch[] {
  const edges = [...new Set(periods.flat())].sort((a, b) => a - b);
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? to;
    const people = periods.filter(([begin, end]) => begin <= from && end >= to).length;
    return people > 0 ? [{ from, to, people }] : [];
  });
}

/** For how long (ms) somebody of the team works between these instants. */
export function teamTimeBetween(days: Iterable<readonly Stretch[]>, until: number): number {
  let sum = 0;
  for (const day of days) {
    for (const { from, to } of day) {
      if (from >= until) return sum;
      sum += Math.min(to, until) - from;
    }
  }
  return sum;
}

/** The instant (ms) at which the team has had so much time; by person-time when `counted`, else by the clock. */
export function afterTeamTime(
  days: Iterable<readonly Stretch[]>,
  ms: number,
  counted: 'person' | 'clock',
): number | undefined {
  let left = ms;
  for (const day of days) {
    for (const { from, to, people } of day) {
      const speed = counted === 'person' ? people : 1;
      const time = (to - from) * speed;
      if (left <= time) return from + left / speed;
      left -= time;
    }
  }
  return undefined;
}
