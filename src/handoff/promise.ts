import type { Municipality } from '../core/municipality.ts';
import { dutchTime } from '../core/office-hours.ts';
import type { Urgency, UrgencyReason } from '../core/ticket.ts';
import { afterTeamTime, teamDays, type Stretch } from './team-time.ts';

/** How busy a team is. */
export interface Load {
  /** Open tickets of the team that come first, and how many of them are urgent. */
  ahead: number;
  urgentAhead: number;
  /** Working minutes that one ticket takes somebody, as measured lately. */
  minutesEach: number;
}

export interface Asked {
  team: string;
  urgency: Urgency;
  reasons?: readonly UrgencyReason[];
}

/** What nobody measured yet. */
export const unmeasured: Load = { ahead: 0, urgentAhead: 0, minutesEach: 20 };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The part of somebody's working time that the queue gets: the rest is appointments and everything else. */
const share = 0.5;
/** What comes first takes so much more than it looks: others come in between. */
const spare = 2;
/** Hours of the team within which an answer comes when nothing else waits. */
const usualHours: Record<Urgency, number> = { urgent: 4, normal: 8 };
/** For who has a bailiff at the door. */
const pressingHours = 2;
/** With less left of the day than this nobody can be sure of it: then it is the next opening. */
const leastLeftMs = 45 * minuteMs;
/** So long after the first opening somebody has answered, in ms; a bailiff comes before the rest. */
const afterOpeningMs = { pressing: hourMs, usual: 2 * hourMs };

/**
 * Before when someone answers (ms, on a half hour): for what is urgent on the same working day, else at the first opening;
 * for the rest from the team's own hours; later when the queue and the team's pace say so. Undefined when nobody works.
 */
export function promiseOf(place: Municipality, asked: Asked, load: Load, nowMs: number): number | undefined {
  const ahead = asked.urgency === 'urgent' ? load.urgentAhead : load.ahead;
  const workMs = (((ahead * spare + 1) * load.minutesEach) / share) * minuteMs;
  const possible = afterTeamTime(days(place, asked, nowMs), workMs, 'person');
  const usual = asked.urgency === 'urgent' ? soon(place, asked, nowMs) : usually(place, asked, nowMs);
  if (possible === undefined || usual === undefined) return undefined;
  return halfHour(Math.max(possible, usual));
}

const days = (place: Municipality, { team }: Asked, nowMs: number): Generator<Stretch[]> =>
  teamDays(place, team, nowMs);

const usually = (place: Municipality, asked: Asked, nowMs: number): number | undefined =>
  afterTeamTime(days(place, asked, nowMs), usualHours[asked.urgency] * hourMs, 'clock');

/** Today while enough is left of it; else soon after somebody is there again. */
function soon(place: Municipality, asked: Asked, nowMs: number): number | undefined {
  const isPressing = asked.reasons?.includes('eviction') ?? false;
  const coming = days(place, asked, nowMs);
  const today = (coming.next().value as Stretch[] | undefined) ?? [];
  const close = today.at(-1)?.to;
  const leftMs = today.reduce((sum, { from, to }) => sum + to - from, 0);
  if (close !== undefined && leftMs >= leastLeftMs) {
    const hours = isPressing ? pressingHours : usualHours.urgent;
    return afterTeamTime([today], hours * hourMs, 'clock') ?? close;
  }
  const afterMs = isPressing ? afterOpeningMs.pressing : afterOpeningMs.usual;
  for (const [opening] of coming) if (opening) return opening.from + afterMs;
  return undefined;
}

function halfHour(exact: number): number {
  const time = dutchTime(Math.ceil(exact / minuteMs) * minuteMs);
  return time
    .set({ minute: time.minute === 0 ? 0 : time.minute <= 30 ? 30 : 60, second: 0, millisecond: 0 })
    .toMillis();
}
