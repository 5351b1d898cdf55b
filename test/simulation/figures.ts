import { openDays } from '../../src/core/office-hours.ts';
import { wakeTicketAt, type Ticket } from '../../src/handoff/ticket.ts';
import type { Urgency } from '../../src/core/ticket.ts';
import type { Simulated } from './simulate.ts';
import { town } from './town.ts';

export interface Figures {
  newcomers: number;
  languages: number;
  tickets: number;
  urgent: number;
  /** Nobody answered, and nothing would ever wake it. */
  forgotten: number;
  unansweredAtEnd: number;
  promises: { made: number; kept: number; broken: number; open: number; keptShare: number };
  apologies: number;
  /** The first promise and the answer, in working days of eight hours after asking. */
  promised: Record<Urgency, Spread>;
  answered: Record<Urgency, Spread>;
  claimsForgotten: number;
  claimsLost: number;
  nobodyThere: number;
}

export interface Spread {
  median: number;
  p90: number;
  longest: number;
}

const dayMs = 8 * 3_600_000;

export function figuresOf({ arrivals, tickets, said, languages, forgottenClaims }: Simulated): Figures {
  const all = tickets.map(({ ticket }) => ticket);
  const count = (what: string): number =>
    all.flatMap(({ history }) => history).filter((one) => one.what === what).length;
  const [made, kept, broken] = [count('promised'), count('promise_kept'), count('promise_broken')];
  const unanswered = all.filter(({ answeredAt }) => answeredAt === undefined);
  const spreads = (end: (ticket: Ticket) => number | undefined) => ({
    urgent: spreadOf(all, 'urgent', end),
    normal: spreadOf(all, 'normal', end),
  });
  return {
    newcomers: arrivals.length,
    languages,
    tickets: all.length,
    urgent: all.filter(({ urgency }) => urgency === 'urgent').length,
    forgotten: unanswered.filter((ticket) => wakeTicketAt(ticket) === undefined).length,
    unansweredAtEnd: unanswered.length,
    promises: { made, kept, broken, open: made - kept - broken, keptShare: kept / (kept + broken) },
    apologies: said.get('support.late') ?? 0,
    promised: spreads(({ history }) => history.find(({ promise }) => promise !== undefined)?.promise),
    answered: spreads(({ answeredAt }) => answeredAt),
    claimsForgotten: forgottenClaims,
    claimsLost: count('claim_lost'),
    nobodyThere: said.get('support.nobody_now') ?? 0,
  };
}

function spreadOf(all: readonly Ticket[], urgency: Urgency, end: (ticket: Ticket) => number | undefined): Spread {
  const days = all
    .filter((ticket) => ticket.urgency === urgency)
    .flatMap((ticket) => {
      const to = end(ticket);
      return to === undefined ? [] : [workingDays(ticket.createdAt, to)];
    })
    .sort((a, b) => a - b);
  const at = (part: number): number => days[Math.min(days.length - 1, Math.floor(days.length * part))] ?? 0;
  return { median: at(0.5), p90: at(0.9), longest: days.at(-1) ?? 0 };
}

/** Open time of the office between two instants, in days of eight hours. */
function workingDays(from: number, to: number): number {
  let open = 0;
  for (const day of openDays(town.hours, from)) {
    for (const [begin, end] of day) {
      if (begin >= to) return open / dayMs;
      open += Math.min(end, to) - begin;
    }
  }
  return open / dayMs;
}
