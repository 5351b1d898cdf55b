import type { ActorBody, ActorCollection } from '../conversations/actor.ts';
import type { ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { HeadlinePart, Promised, Span, TicketStatus, Urgency, UrgencyReason } from '../core/ticket.ts';
import { collection, type Document } from '../store/store.ts';

/** The record of one handing over: the state of a ticket's actor. It holds no messages; it points into the log. */
export interface Ticket {
  number: string;
  municipality: MunicipalityId;
  conversation: ConversationId;
  person?: PersonId;
  verified: boolean;
  selfDeclared?: { firstName?: string; helper?: string; phone?: string };
  topic: string;
  intent: string;
  team: string;
  language: Language;
  urgency: Urgency;
  /** Why it is urgent, the worst first. */
  reasons?: UrgencyReason[];
  /** When harm comes if nobody looks (ms), as far as the answers tell; for sorting. */
  harmAt?: number;
  /** Keys of `locales/nl/headline.json`, so that no translator is needed. */
  headline: HeadlinePart[];
  /** What the newcomer saw of it, in their language. */
  summary: string;
  status: TicketStatus;
  owner?: { id: string; name: string };
  /** Of the owner: silent since, and when (ms) the claim is lost for it; absent while the newcomer waits for nothing. */
  silence?: { since: number; until?: number };
  /** Whose it is first (a member of staff), until when (ms). */
  offered?: { to: string; until: number };
  /** Who lost it by silence, last. */
  lost?: { by: string; at: number };
  createdAt: number;
  /** ms; absent when no office hours are known. */
  promise?: number;
  /** When the answer that keeps the promise was said (ms); absent while somebody waits for one. */
  answeredAt?: number;
  /** Promises that were kept, and that were not. */
  kept?: number;
  broken?: number;
  /** Since when (ms) somebody waits without a promise: one is made at once. */
  unpromised?: { since: number; because: Promised['because'] };
  /** Until when (ms) it can be opened again, once closed. */
  reopenUntil?: number;
  /** For colleagues only. */
  notes?: { at: number; by: { id: string; name: string }; text: string }[];
  closedAt?: number;
  closedBecause?: string;
  /** Where in the conversation's log this topic's messages are. */
  messages: Span;
  /** Those that were passed on since: what else is said to the bot is not for the case worker. */
  relayed?: Span[];
  /** Everything that changed, newest last. */
  history: TicketEvent[];
  /** Answers given to repeated operations, by the id that the page made; the last ones. */
  operations: { id: string; result: OperationResult }[];
  /** An answer of the case worker did not reach the newcomer. */
  undelivered?: number;
}

export interface TicketEvent {
  at: number;
  what:
    | 'created'
    | 'claimed'
    | 'offered'
    | 'offered_to_team'
    | 'released'
    | 'claim_lost'
    | 'transferred'
    | 'reopened'
    | 'noted'
    | 'promised'
    | 'promise_kept'
    | 'promise_broken'
    | 'answered'
    | 'closed'
    | 'newcomer_wrote'
    | 'newcomer_ended'
    | 'newcomer_took_back'
    | 'not_delivered';
  by?: string;
  reason?: string;
  /** To whom or which team, as `staff:sanne`, `team:income`. */
  to?: string;
  /** A promise's time (ms). */
  promise?: number;
}

export type OperationResult = 'done' | { owner: { id: string; name: string } | null };

export type TicketIndex = {
  dueAt?: number;
  /** ms; for followers in other processes. */
  changedAt?: number;
  municipality: string;
  /** Municipality and status in one, so that a list is one walk along an index. */
  queue: string;
  /** The first to be answered has the lowest: `rankOf`. */
  rank: number;
  conversation: string;
};

export const tickets: ActorCollection<Ticket> = collection<ActorBody<Ticket>, TicketIndex>({
  name: 'tickets',
  indexes: [['dueAt'], ['queue', 'rank'], ['conversation'], ['changedAt']],
});

export type TicketDocument = Document<ActorBody<Ticket>>;

export const queueOf = (municipality: MunicipalityId, status: TicketStatus): string => `${municipality}/${status}`;

const step = 1e13;

/**
 * Open ones: first whose promise was broken, then where house or light is at stake, then what is urgent, then the rest;
 * in each the first harm, then who waits longest. Closed ones: the newest first.
 */
export function rankOf(ticket: Ticket): number {
  if (ticket.status === 'closed') return -(ticket.closedAt ?? 0);
  const isUrgent = ticket.urgency === 'urgent';
  const steps = (isUrgent ? 1 : 0) + (ticket.reasons?.[0] === 'eviction' ? 1 : 0) + (ticket.broken ? 2 : 0);
  const from = isUrgent && ticket.harmAt !== undefined ? dayOf(ticket.harmAt) : dayOf(ticket.createdAt);
  return from * dayMs + (ticket.createdAt % dayMs) - steps * step;
}

const dayMs = 24 * 3_600_000;
const dayOf = (at: number): number => Math.floor(at / dayMs);

export function indexOfTicket(ticket: Ticket): Omit<TicketIndex, 'dueAt' | 'changedAt'> {
  return {
    municipality: ticket.municipality,
    queue: queueOf(ticket.municipality, ticket.status),
    rank: rankOf(ticket),
    conversation: ticket.conversation,
  };
}

/** When (ms) something must happen to it, though nobody does anything. */
export function wakeTicketAt(ticket: Ticket): number | undefined {
  if (ticket.status === 'closed') return undefined;
  const times = [
    ticket.status === 'waiting' ? ticket.offered?.until : undefined,
    ticket.status === 'claimed' ? ticket.silence?.until : undefined,
    ticket.answeredAt === undefined ? ticket.promise : undefined,
    ticket.unpromised?.since,
  ].filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

export const noted = (ticket: Ticket, event: TicketEvent): Ticket => ({
  ...ticket,
  history: [...ticket.history, event].slice(-200),
});

/** The first answer that was said keeps the promise, when it was in time; a later one keeps nothing. */
export function answered(ticket: Ticket, now: number): Ticket {
  if (ticket.answeredAt !== undefined) return ticket;
  const said: Ticket = { ...ticket, answeredAt: now };
  if (ticket.promise === undefined || now > ticket.promise) return said;
  const { promise } = ticket;
  return noted({ ...said, kept: (ticket.kept ?? 0) + 1 }, { at: now, what: 'promise_kept', promise });
}

/** Back in the queue; who was answered already and waits again gets a new promise. */
export function waitingAgain(ticket: Omit<Ticket, 'owner' | 'silence'>, now: number): Ticket {
  const { answeredAt, ...open } = ticket;
  const again = answeredAt === undefined ? {} : { unpromised: { since: now, because: 'waiting' as const } };
  return { ...open, status: 'waiting', ...again };
}
