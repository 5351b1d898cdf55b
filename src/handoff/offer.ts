import { queueRules, type Municipality, type QueueRules } from '../core/municipality.ts';
import { afterTime, workDays } from '../core/office-hours.ts';
import type { Urgency, UrgencyReason } from '../core/ticket.ts';
import { afterTeamTime, teamDays } from './team-time.ts';
import type { Ticket } from './ticket.ts';

const hourMs = 3_600_000;
/** Somebody who begins later than this before the time is up is as good as away, in ms. */
const leastThereMs = hourMs / 2;
/** Of what is urgent everything goes four times as fast. */
const haste: Record<Urgency, number> = { urgent: 0.25, normal: 1 };

interface Offering {
  team: string;
  caseWorker: string | undefined;
  urgency: Urgency;
  reasons: readonly UrgencyReason[];
}

export const rulesOf = (place: Municipality, team: string): QueueRules => ({
  ...queueRules,
  ...place.teams.find(({ id }) => id === team)?.queue,
});

/** First to the person's own case worker, unless that one is away, or house or light is at stake. */
export function offerOf(
  place: Municipality,
  { team, caseWorker, urgency, reasons }: Offering,
  nowMs: number,
): Ticket['offered'] {
  const member = place.staff.find(({ id }) => id === caseWorker);
  if (!member || reasons[0] === 'eviction') return undefined;
  const firstMs = rulesOf(place, team).ownFirstHours * haste[urgency] * hourMs;
  const until = afterTeamTime(teamDays(place, team, nowMs), firstMs, 'clock');
  const there = afterTime(workDays(place, member, nowMs), leastThereMs);
  return until !== undefined && there !== undefined && there <= until ? { to: member.id, until } : undefined;
}

/** To a colleague by name, whether there now or not: so long as it would be the own case worker's. */
export function offerTo(
  place: Municipality,
  { team, urgency }: Pick<Ticket, 'team' | 'urgency'>,
  staff: string,
  nowMs: number,
): Pick<Ticket, 'offered'> {
  const firstMs = rulesOf(place, team).ownFirstHours * haste[urgency] * hourMs;
  const until = afterTeamTime(teamDays(place, team, nowMs), firstMs, 'clock');
  return until === undefined ? {} : { offered: { to: staff, until } };
}

/** When (ms) the claim of this member of staff is lost, who has been silent since then. */
export function silentUntil(
  place: Municipality,
  { team, urgency }: Pick<Ticket, 'team' | 'urgency'>,
  staff: string,
  sinceMs: number,
): number | undefined {
  const silentMs = rulesOf(place, team).silentHours * haste[urgency] * hourMs;
  const member = place.staff.find(({ id }) => id === staff);
  const own = member && afterTime(workDays(place, member, sinceMs), silentMs);
  const office = afterTeamTime(teamDays(place, team, sinceMs), 2 * silentMs, 'clock');
  // Who goes home for a long weekend does not hold it that long.
  const times = [own, office].filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}
