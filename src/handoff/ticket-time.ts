import type { OutboxDraft, TurnInput } from '../conversations/actor.ts';
import type { Promised } from '../core/ticket.ts';
import { promiseOf } from './promise.ts';
import type { TicketServices } from './services.ts';
import { noted, waitingAgain, type Ticket } from './ticket.ts';

export interface Happened {
  state: Ticket;
  entries: OutboxDraft[];
}

/** What time brings: the team's turn after the own case worker's, a claim lost by silence, a broken promise, a new one. */
export async function onTime(services: TicketServices, input: TurnInput<Ticket>, ticket: Ticket): Promise<Happened> {
  if (ticket.status === 'closed') return { state: ticket, entries: [] };
  const { now } = input;
  const open = toTeam(ticket, now);
  const freed = withoutSilent(input, open, now);
  const late = broken(freed.state, now);
  const promised = await withPromise(services, input, late);
  return { state: promised.state, entries: [...freed.entries, ...promised.entries] };
}

function toTeam(ticket: Ticket, now: number): Ticket {
  if (ticket.status !== 'waiting' || !ticket.offered || ticket.offered.until > now) return ticket;
  const { offered: _offered, ...open } = ticket;
  return noted(open, { at: now, what: 'offered_to_team', to: `team:${ticket.team}` });
}

function withoutSilent(input: TurnInput<Ticket>, ticket: Ticket, now: number): Happened {
  const { silence, owner, ...free } = ticket;
  if (ticket.status !== 'claimed' || silence?.until === undefined || silence.until > now) {
    return { state: ticket, entries: [] };
  }
  const by = owner?.id ?? '';
  const lost: Ticket = { ...waitingAgain(free, now), lost: { by, at: now } };
  const value = { ticket: input.actor, because: 'silent' };
  return {
    state: noted(lost, { at: now, what: 'claim_lost', by, reason: 'silent' }),
    entries: [{ to: ticket.conversation, activity: { type: 'event', name: 'ticket.released', value } }],
  };
}

function broken(ticket: Ticket, now: number): Ticket {
  if (ticket.answeredAt !== undefined || ticket.promise === undefined || ticket.promise > now) return ticket;
  const { promise, ...without } = ticket;
  const late: Ticket = {
    ...without,
    broken: (ticket.broken ?? 0) + 1,
    unpromised: { since: now, because: 'late' },
  };
  return noted(late, { at: now, what: 'promise_broken', promise });
}

/** Somebody who waits gets a time, with the queue as it is now; who was told wrong once comes first. */
async function withPromise(
  { municipality, queue }: TicketServices,
  { actor, now }: TurnInput<Ticket>,
  ticket: Ticket,
): Promise<Happened> {
  if (!ticket.unpromised || ticket.unpromised.since > now) return { state: ticket, entries: [] };
  const { unpromised, promise: _before, ...rest } = ticket;
  const place = municipality(ticket.municipality);
  const { team, reasons = [], number, topic, intent, urgency } = ticket;
  const asked = { team, reasons, urgency: ticket.broken ? ('urgent' as const) : urgency };
  const promise = promiseOf(place, asked, await queue.load(place, team), now);
  const { because } = unpromised;
  const value: Promised = { ticket: actor, number, because, topic, intent, urgency, ...isoOf(promise) };
  const entries: OutboxDraft[] = [
    { to: ticket.conversation, activity: { type: 'event', name: 'ticket.promised', value } },
  ];
  if (promise === undefined) return { state: rest, entries };
  return { state: noted({ ...rest, promise }, { at: now, what: 'promised', promise }), entries };
}

const isoOf = (promise: number | undefined): Pick<Promised, 'promise'> =>
  promise === undefined ? {} : { promise: new Date(promise).toISOString() };
