import type { Incoming, OutboxDraft, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import type { HandoffRequest, HandoffStatus, HeadlinePart, Span, TakenBack, ToldMore } from '../core/ticket.ts';
import { createTicket } from './create-ticket.ts';
import { silentUntil } from './offer.ts';
import type { TicketServices } from './services.ts';
import { onTime } from './ticket-time.ts';
import { answered, noted, type Ticket } from './ticket.ts';

/** A ticket's own turn: creates it from `handoff.initiate`, hears what the newcomer does after that, and keeps its times. */
export function createTicketTurn(services: TicketServices) {
  return async (input: TurnInput<Ticket>): Promise<TurnOutcome<Ticket>> => {
    let state = input.state;
    const entries: OutboxDraft[] = [];
    for (const row of input.batch) {
      const heard = await hear(services, input, state, row);
      state = heard.state;
      entries.push(...heard.entries);
    }
    if (!state) throw new Error('a ticket was told something before it was made');
    return { state, entries };
  };
}

type Heard = { state: Ticket | undefined; entries: OutboxDraft[] };

async function hear(
  services: TicketServices,
  input: TurnInput<Ticket>,
  state: Ticket | undefined,
  row: Incoming,
): Promise<Heard> {
  // What came in through a channel is somebody's claim: a ticket hears conversations only.
  if (!row.internal) return { state, entries: [] };
  const { name, value } = row.activity as { name?: string; value?: unknown };
  if (name === 'handoff.initiate') {
    const request = value as HandoffRequest;
    const ticket = state ?? (await createTicket(services, input, request));
    return {
      state: ticket,
      entries: state ? [] : [statusTo(ticket, { state: 'accepted', ticket: input.actor, answers: request.answers })],
    };
  }
  if (!state) return { state, entries: [] };
  if (name === 'actor.woken') return onTime(services, input, state);
  const hears = name === undefined ? undefined : told[name];
  return hears ? hears({ services, input, state }, value as never) : { state, entries: [] };
}

interface Hearing {
  services: TicketServices;
  input: TurnInput<Ticket>;
  state: Ticket;
}

/** By event name, what the newcomer's conversation tells. */
const told: Record<string, (hearing: Hearing, value: never) => Heard> = {
  'newcomer.message': (hearing, value: Partial<Span>) => {
    const heard = awaiting(hearing, noted(hearing.state, { at: hearing.input.now, what: 'newcomer_wrote' }));
    return { state: { ...heard, relayed: withSpan(heard.relayed ?? [], value) }, entries: [] };
  },
  'newcomer.told': ({ input, state }, value: ToldMore) => ({ state: toldMore(input, state, value), entries: [] }),
  'answer.said': ({ input, state }, value: Span) => ({
    state: answered({ ...state, relayed: withSpan(state.relayed ?? [], value) }, input.now),
    entries: [],
  }),
  // It waits behind a code or PIN, and the notice of it was delivered: that keeps the promise too.
  'answer.notified': ({ input, state }) => ({ state: answered(state, input.now), entries: [] }),
  'delivery.failed': notDelivered,
  'delivery.parked': notDelivered,
  'newcomer.took_back': ({ input, state }, value: Partial<Span> & { messages?: string[] }) =>
    takenBack(input, state, value),
  'newcomer.ended': ({ input, state }) => ({
    state: state.status === 'closed' ? state : closedBy(state, 'newcomer_ended', input.now),
    entries: [],
  }),
};

/** The claimer has something to answer again. */
function awaiting({ services, input }: Hearing, ticket: Ticket): Ticket {
  if (ticket.status !== 'claimed' || ticket.silence || !ticket.owner) return ticket;
  const until = silentUntil(services.municipality(ticket.municipality), ticket, ticket.owner.id, input.now);
  return { ...ticket, silence: { since: input.now, ...(until === undefined ? {} : { until }) } };
}

/** An answer that did not arrive keeps no promise: somebody waits again. */
function notDelivered({ input, state }: Hearing): Heard {
  const { answeredAt, ...ticket } = state;
  const undelivered = (state.undelivered ?? 0) + 1;
  const failed: Ticket = { ...noted(ticket, { at: input.now, what: 'not_delivered' }), undelivered };
  if (answeredAt === undefined || state.status === 'closed') return { state: { ...state, ...failed }, entries: [] };
  const wasKept = ticket.promise !== undefined && answeredAt <= ticket.promise;
  return { state: { ...failed, ...(wasKept ? { kept: Math.max(0, (ticket.kept ?? 1) - 1) } : {}) }, entries: [] };
}

function closedBy(state: Ticket, what: 'newcomer_ended' | 'newcomer_took_back', now: number): Ticket {
  const closed: Ticket = { ...noted(state, { at: now, what }), status: 'closed', closedAt: now, closedBecause: what };
  for (const field of ['owner', 'silence', 'offered', 'unpromised'] as const) delete closed[field];
  return closed;
}

/** Whoever has begun keeps the ticket and reads that it was taken back; else it is closed. */
function takenBack(
  input: TurnInput<Ticket>,
  state: Ticket,
  { messages = [], ...span }: Partial<Span> & { messages?: string[] },
): Heard {
  const answer = (result: TakenBack['result'], by?: string): OutboxDraft => {
    const value: TakenBack = { ticket: input.actor, number: state.number, result, answers: messages };
    return {
      to: state.conversation,
      activity: { type: 'event', name: 'ticket.taken_back', value: by === undefined ? value : { ...value, by } },
    };
  };
  if (state.status === 'closed') return { state, entries: [answer('late')] };
  if (state.status === 'waiting') {
    return { state: closedBy(state, 'newcomer_took_back', input.now), entries: [answer('closed')] };
  }
  const heard = noted(state, { at: input.now, what: 'newcomer_took_back' });
  return {
    state: { ...heard, relayed: withSpan(state.relayed ?? [], span) },
    entries: [answer('noted', state.owner?.name)],
  };
}

function toldMore(input: TurnInput<Ticket>, state: Ticket, { headline = [], selfDeclared, ...span }: ToldMore): Ticket {
  return {
    ...noted(state, { at: input.now, what: 'newcomer_wrote' }),
    headline: withParts(state.headline, headline),
    ...(selfDeclared ? { selfDeclared: { ...state.selfDeclared, ...selfDeclared } } : {}),
    relayed: withSpan(state.relayed ?? [], span),
  };
}

const mostParts = 12;

/** What it is about stands before the language and what follows it; nothing stands twice. */
function withParts(headline: readonly HeadlinePart[], more: readonly HeadlinePart[]): HeadlinePart[] {
  const found = headline.findIndex(({ key }) => key === 'headline.language');
  const at = found < 0 ? headline.length : found;
  const written = headline.map((part) => JSON.stringify(part));
  const added = more.filter((part) => !written.includes(JSON.stringify(part)));
  return [...headline.slice(0, at), ...added, ...headline.slice(at)].slice(0, mostParts);
}

const keptSpans = 200;

/** Where a message that was passed on stands in the log; beyond what is kept, the first ones become one. */
function withSpan(spans: readonly Span[], { from, to }: Partial<Span>): Span[] {
  if (from === undefined || to === undefined) return [...spans];
  const all = [...spans, { from, to }];
  const [first, second, ...rest] = all;
  return all.length > keptSpans && first && second ? [{ from: first.from, to: second.to }, ...rest] : all;
}

/** An event for the newcomer's conversation; Bot Framework's `handoff.status`. */
export function statusTo(ticket: Ticket, status: HandoffStatus): OutboxDraft {
  const promise = ticket.promise === undefined ? {} : { promise: new Date(ticket.promise).toISOString() };
  const value: HandoffStatus = { ...status, number: ticket.number, urgency: ticket.urgency, ...promise };
  return { to: ticket.conversation, activity: { type: 'event', name: 'handoff.status', value } };
}
