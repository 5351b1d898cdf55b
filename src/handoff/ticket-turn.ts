import type { Incoming, OutboxDraft, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import type { Municipality } from '../core/municipality.ts';
import type { HandoffRequest, HandoffStatus, HeadlinePart, Span, TakenBack, ToldMore } from '../core/ticket.ts';
import { promiseOf } from './promise.ts';
import type { Ticket, TicketEvent } from './ticket.ts';

/** A ticket's own turn: creates it from `handoff.initiate`, and hears what the newcomer does after that. */
export function createTicketTurn(municipality: (id: string) => Municipality) {
  return (input: TurnInput<Ticket>): Promise<TurnOutcome<Ticket>> => {
    let state = input.state;
    const entries: OutboxDraft[] = [];
    for (const row of input.batch) {
      const heard = hear(input, state, row, municipality);
      state = heard.state;
      entries.push(...heard.entries);
    }
    if (!state) throw new Error('a ticket was told something before it was made');
    return Promise.resolve({ state, entries });
  };
}

type Heard = { state: Ticket | undefined; entries: OutboxDraft[] };

function hear(
  input: TurnInput<Ticket>,
  state: Ticket | undefined,
  row: Incoming,
  municipality: (id: string) => Municipality,
): Heard {
  // What came in through a channel is somebody's claim: a ticket hears conversations only.
  if (!row.internal) return { state, entries: [] };
  const { name, value } = row.activity as { name?: string; value?: unknown };
  if (name === 'handoff.initiate') {
    const request = value as HandoffRequest;
    const ticket = state ?? create(input, request, municipality(input.municipality));
    return {
      state: ticket,
      entries: state ? [] : [statusTo(ticket, { state: 'accepted', ticket: input.actor, answers: request.answers })],
    };
  }
  if (!state) return { state, entries: [] };
  if (name === 'newcomer.message') {
    const heard = noted(state, { at: input.now, what: 'newcomer_wrote' });
    return { state: { ...heard, relayed: withSpan(state.relayed ?? [], value as Partial<Span>) }, entries: [] };
  }
  if (name === 'newcomer.told') return { state: toldMore(input, state, value as ToldMore), entries: [] };
  if (name === 'answer.said') {
    return { state: { ...state, relayed: withSpan(state.relayed ?? [], value as Span) }, entries: [] };
  }
  if (name === 'delivery.failed' || name === 'delivery.parked') {
    const undelivered = (state.undelivered ?? 0) + 1;
    return { state: { ...noted(state, { at: input.now, what: 'not_delivered' }), undelivered }, entries: [] };
  }
  if (name === 'newcomer.took_back') {
    return takenBack(input, state, value as Partial<Span> & { messages?: string[] });
  }
  if (name === 'newcomer.ended' && state.status !== 'closed') {
    return { state: closedBy(state, 'newcomer_ended', input.now), entries: [] };
  }
  return { state, entries: [] };
}

function closedBy(state: Ticket, what: 'newcomer_ended' | 'newcomer_took_back', now: number): Ticket {
  const closed: Ticket = { ...noted(state, { at: now, what }), status: 'closed', closedAt: now, closedBecause: what };
  delete closed.owner;
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

/** What it is about stands before the language and what follows it. */
function withParts(headline: readonly HeadlinePart[], more: readonly HeadlinePart[]): HeadlinePart[] {
  const found = headline.findIndex(({ key }) => key === 'headline.language');
  const at = found < 0 ? headline.length : found;
  return [...headline.slice(0, at), ...more, ...headline.slice(at)].slice(0, mostParts);
}

const keptSpans = 200;

/** Where a message that was passed on stands in the log; beyond what is kept, the first ones become one. */
function withSpan(spans: readonly Span[], { from, to }: Partial<Span>): Span[] {
  if (from === undefined || to === undefined) return [...spans];
  const all = [...spans, { from, to }];
  const [first, second, ...rest] = all;
  return all.length > keptSpans && first && second ? [{ from: first.from, to: second.to }, ...rest] : all;
}

export const noted = (ticket: Ticket, event: TicketEvent): Ticket => ({
  ...ticket,
  history: [...ticket.history, event].slice(-200),
});

/** An event for the newcomer's conversation; Bot Framework's `handoff.status`. */
export function statusTo(ticket: Ticket, status: HandoffStatus): OutboxDraft {
  const promise = ticket.promise === undefined ? {} : { promise: new Date(ticket.promise).toISOString() };
  const value: HandoffStatus = { ...status, number: ticket.number, urgency: ticket.urgency, ...promise };
  return { to: ticket.conversation, activity: { type: 'event', name: 'handoff.status', value } };
}

function create(input: TurnInput<Ticket>, request: HandoffRequest, municipality: Municipality): Ticket {
  const promise = promiseOf(municipality, request.urgency, input.now);
  const team = municipality.teams.find(({ topics }) => topics.includes(request.topic)) ?? municipality.teams[0];
  const { conversation, person, verified, selfDeclared, topic, intent, language, urgency, headline, summary } = request;
  return {
    number: numberOf(input.actor),
    municipality: input.municipality,
    conversation,
    ...(person === undefined ? {} : { person }),
    verified,
    ...(selfDeclared === undefined ? {} : { selfDeclared }),
    topic,
    intent,
    team: team?.id ?? '',
    language,
    urgency,
    headline,
    summary,
    status: 'waiting',
    createdAt: input.now,
    ...(promise === undefined ? {} : { promise }),
    messages: request.messages,
    history: [{ at: input.now, what: 'created' }],
    operations: [],
  };
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A number to say on the telephone: seven characters without look-alikes, from the ticket's id. */
function numberOf(actor: string): string {
  const bytes = Buffer.from(actor.slice(2), 'base64url');
  const characters = [...bytes.subarray(0, 7)].map((byte) => alphabet[byte % alphabet.length]);
  return `W-${characters.slice(0, 3).join('')}-${characters.slice(3).join('')}`;
}
