import type { ActorBody, ActorCollection } from '../conversations/actor.ts';
import type { ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { HeadlinePart, Span, TicketStatus, Urgency } from '../core/ticket.ts';
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
  /** Keys of `locales/nl/headline.json`, so that no translator is needed. */
  headline: HeadlinePart[];
  /** What the newcomer saw of it, in their language. */
  summary: string;
  status: TicketStatus;
  owner?: { id: string; name: string };
  createdAt: number;
  /** ms; absent when no office hours are known. */
  promise?: number;
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
    | 'released'
    | 'answered'
    | 'closed'
    | 'newcomer_wrote'
    | 'newcomer_ended'
    | 'newcomer_took_back'
    | 'not_delivered';
  by?: string;
  reason?: string;
}

export type OperationResult = 'done' | { owner: { id: string; name: string } | null };

export type TicketIndex = {
  dueAt?: number;
  /** ms; for followers in other processes. */
  changedAt?: number;
  municipality: string;
  /** Municipality and status in one, so that a list is one walk along an index. */
  queue: string;
  /** Urgent first, then the oldest. */
  rank: number;
  conversation: string;
};

export const tickets: ActorCollection<Ticket> = collection<ActorBody<Ticket>, TicketIndex>({
  name: 'tickets',
  indexes: [['dueAt'], ['queue', 'rank'], ['conversation'], ['changedAt']],
});

export type TicketDocument = Document<ActorBody<Ticket>>;

export const queueOf = (municipality: MunicipalityId, status: TicketStatus): string => `${municipality}/${status}`;

/** Urgent tickets come before all others; within each, who waits longest. A closed one: the newest first. */
export function indexOfTicket(ticket: Ticket): Omit<TicketIndex, 'dueAt' | 'changedAt'> {
  const waited = ticket.status === 'closed' ? -(ticket.closedAt ?? 0) : ticket.createdAt;
  const rank = ticket.status !== 'closed' && ticket.urgency === 'urgent' ? waited - 1e13 : waited;
  return {
    municipality: ticket.municipality,
    queue: queueOf(ticket.municipality, ticket.status),
    rank,
    conversation: ticket.conversation,
  };
}
