import type { TicketId } from '../core/ids.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';
import { dutchTime, workDays } from '../core/office-hours.ts';
import type { Store } from '../store/store.ts';
import { unmeasured, type Load } from './promise.ts';
import { queueOf, rankOf, tickets, type Ticket, type TicketDocument } from './ticket.ts';

/** What the queue of a team looks like now. Reads only. */
export interface Queue {
  load(place: Municipality, team: string): Promise<Load>;
  /** How many of the same team are answered before this one; undefined when it waits for nobody. */
  before(ticket: TicketId): Promise<number | undefined>;
}

/** More open tickets than this are not counted. */
const most = 1_000;
/** The last ones closed, from which the pace is measured. */
const measured = 60;
/** Fewer say nothing. */
const leastMeasured = 5;
const minuteMs = 60_000;
const shortest = 2;
const longest = 120;

export function createQueue(store: Store): Queue {
  const listed = (municipality: string, status: Ticket['status'], limit: number): Promise<TicketDocument[]> =>
    store.find(tickets, {
      where: { queue: queueOf(municipality, status) },
      order: { field: 'rank', direction: 'ascending' },
      limit,
    });

  return {
    async load(place, team) {
      const [waiting, claimed, closed] = await Promise.all([
        listed(place.id, 'waiting', most),
        listed(place.id, 'claimed', most),
        listed(place.id, 'closed', measured * 4),
      ]);
      const open = [...waiting, ...claimed].map(({ body }) => body.state).filter((one) => isOpenIn(one, team));
      return {
        ahead: open.length,
        urgentAhead: open.filter(({ urgency, broken }) => urgency === 'urgent' || broken).length,
        minutesEach: paceOf(
          place,
          closed.map(({ body }) => body.state).filter((one) => one.team === team),
        ),
      };
    },
    async before(id) {
      const document = await store.get(tickets, id);
      const ticket = document?.body.state;
      if (ticket?.status !== 'waiting') return undefined;
      const waiting = await listed(ticket.municipality, 'waiting', most);
      return waiting.filter(
        ({ id: other, body: { state } }) =>
          other !== id && state.team === ticket.team && rankOf(state) < rankOf(ticket),
      ).length;
    },
  };
}

const isOpenIn = (ticket: Ticket, team: string): boolean => ticket.team === team && ticket.answeredAt === undefined;

/** Working minutes between a claim and the answer, on average. */
function paceOf(place: Municipality, closed: readonly Ticket[]): number {
  const minutes = closed.flatMap((ticket) => minutesOf(place, ticket) ?? []).slice(0, measured);
  if (minutes.length < leastMeasured) return unmeasured.minutesEach;
  return minutes.reduce((sum, one) => sum + one, 0) / minutes.length;
}

function minutesOf(place: Municipality, { history }: Ticket): number | undefined {
  const end = history.findLast(({ what, by }) => by !== undefined && (what === 'answered' || what === 'closed'));
  const begin = end && history.findLast(({ what, by, at }) => what === 'claimed' && by === end.by && at <= end.at);
  const member = end && place.staff.find(({ id }) => id === end.by);
  if (!begin || !member) return undefined;
  const worked = workedMs(place, member, begin.at, end.at) / minuteMs;
  return Math.min(longest, Math.max(shortest, worked));
}

function workedMs(place: Municipality, member: StaffMember, from: number, to: number): number {
  // On one day, as most are, the clock says it.
  if (dutchTime(from).hasSame(dutchTime(to), 'day')) return to - from;
  let sum = 0;
  for (const periods of workDays(place, member, from)) {
    for (const [begin, end] of periods) {
      if (begin >= to) return sum;
      sum += Math.min(end, to) - begin;
    }
  }
  return sum;
}
