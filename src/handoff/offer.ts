import { queueRules, type Municipality, type QueueRules } from '../core/municipality.ts';
import { afterTime, workDays } from '../core/office-hours.ts';
import type { Urgency, UrgencyReason } from '../core/ticket.ts';
import { afterTeamTime, teamDays, teamTimeBetween } from './team-time.ts';
import type { Ticket } from './ticket.ts';

const hourMs = 3_600_000;
/** Somebody who begins later than this before the time is up is as good as away, in ms. */
const leastThereMs = hourMs / 2;
/** Of what is urgent the own case worker has a quarter of the time, and a claimer half of it. */
const firstPart: Record<Urgency, number> = { urgent: 0.25, normal: 1 };
const silentPart: Record<Urgency, number> = { urgent: 0.5, normal: 1 };
/** Of the team's time until the promise the own case worker has at most this part: the rest is the team's. */
const partOfPromise = 1 / 3;
/** So long before the promise a silent claimer loses it, that somebody else can still keep it; after this much at least. */
const rescueMs = hourMs;
const leastSilentMs = 0.75 * hourMs;

interface Offering {
  team: string;
  caseWorker: string | undefined;
  urgency: Urgency;
  reasons: readonly UrgencyReason[];
  promise: number | undefined;
}

export const rulesOf = (place: Municipality, team: string): QueueRules => ({
  ...queueRules,
  ...place.teams.find(({ id }) => id === team)?.queue,
});

/** First to the person's own case worker, unless that one is away, or house or light is at stake. */
export function offerOf(place: Municipality, offering: Offering, nowMs: number): Ticket['offered'] {
  const member = place.staff.find(({ id }) => id === offering.caseWorker);
  if (!member || offering.reasons[0] === 'eviction') return undefined;
  const until = firstUntil(place, offering, nowMs);
  const there = afterTime(workDays(place, member, nowMs), leastThereMs);
  return until !== undefined && there !== undefined && there <= until ? { to: member.id, until } : undefined;
}

/** To a colleague by name, whether there now or not: so long as it would be the own case worker's. */
export function offerTo(place: Municipality, ticket: Ticket, staff: string, nowMs: number): Pick<Ticket, 'offered'> {
  const until = firstUntil(place, ticket, nowMs);
  return until === undefined ? {} : { offered: { to: staff, until } };
}

function firstUntil(
  place: Municipality,
  { team, urgency, promise }: Pick<Offering, 'team' | 'urgency'> & { promise?: number | undefined },
  nowMs: number,
): number | undefined {
  const byRule = rulesOf(place, team).ownFirstHours * firstPart[urgency] * hourMs;
  const left = promise === undefined ? Infinity : teamTimeBetween(teamDays(place, team, nowMs), promise);
  return afterTeamTime(teamDays(place, team, nowMs), Math.min(byRule, left * partOfPromise), 'clock');
}

/** When (ms) the claim of this member of staff is lost, who has been silent since then. */
export function silentUntil(
  place: Municipality,
  { team, urgency, promise, answeredAt }: Pick<Ticket, 'team' | 'urgency' | 'promise' | 'answeredAt'>,
  staff: string,
  sinceMs: number,
): number | undefined {
  const byRule = rulesOf(place, team).silentHours * silentPart[urgency] * hourMs;
  const open = answeredAt === undefined && promise !== undefined;
  const left = open ? teamTimeBetween(teamDays(place, team, sinceMs), promise) - rescueMs : Infinity;
  const silentMs = Math.min(byRule, Math.max(leastSilentMs, left));
  const member = place.staff.find(({ id }) => id === staff);
  const own = member && afterTime(workDays(place, member, sinceMs), silentMs);
  // Who goes home for a long weekend does not hold it that long.
  const office = afterTeamTime(teamDays(place, team, sinceMs), 2 * silentMs, 'clock');
  const times = [own, office].filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}
