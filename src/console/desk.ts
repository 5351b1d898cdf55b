/** PORT: tickets as the console sees them. `handoff/` implements it. */
import type { TicketId } from '../core/ids.ts';
import type { HeadlinePart, Span, TicketStatus, Urgency, UrgencyReason } from '../core/ticket.ts';

export interface DeskTicket {
  id: TicketId;
  number: string;
  municipality: string;
  conversation: string;
  person?: string;
  verified: boolean;
  selfDeclared?: { firstName?: string; helper?: string; phone?: string };
  topic: string;
  team: string;
  language: string;
  urgency: Urgency;
  /** Why it is urgent, the worst first. */
  reasons?: UrgencyReason[];
  /** When harm comes if nobody looks (ms). */
  harmAt?: number;
  headline: HeadlinePart[];
  summary: string;
  status: TicketStatus;
  owner?: { id: string; name: string };
  createdAt: number;
  /** Before when somebody answers (ms); `broken`: how often one was not kept; absent `answeredAt`: somebody waits. */
  promise?: number;
  broken?: number;
  answeredAt?: number;
  /** Whose it is first (a member of staff), until when (ms); then the team's. */
  offered?: { to: string; until: number };
  /** The owner loses it at `until` (ms) when they stay silent. */
  silence?: { since: number; until?: number };
  /** Who lost it by silence, last. */
  lost?: { by: string; at: number };
  closedAt?: number;
  closedBecause?: string;
  /** Until when (ms) it can be opened again. */
  reopenUntil?: number;
  notes?: { at: number; by: { id: string; name: string }; text: string }[];
  /** Everything that changed, newest last. */
  history?: { at: number; what: string; by?: string; reason?: string; to?: string; promise?: number }[];
  /** How many answers did not reach the newcomer. */
  undelivered?: number;
  /** What of the conversation's log is for who answers it: the topic's messages, and those passed on since. */
  messages: Span;
  relayed?: Span[];
}

export interface DeskOperation {
  /** Made by the page; repeated, the answer is the same. */
  id: string;
  staff: { id: string; name: string };
  at: number;
}

export interface TicketDesk {
  list(municipality: string, status: TicketStatus, limit: number): Promise<DeskTicket[]>;
  find(id: TicketId): Promise<DeskTicket | undefined>;
  claim(id: TicketId, operation: DeskOperation): Promise<DeskTicket>;
  release(id: TicketId, operation: DeskOperation): Promise<DeskTicket>;
  /** `dutch`: what a saved phrase says, where the text is in the newcomer's language. */
  answer(id: TicketId, operation: DeskOperation, text: string, dutch?: string): Promise<DeskTicket>;
  close(id: TicketId, operation: DeskOperation, reason: string): Promise<DeskTicket>;
  /** A closed one, until `reopenUntil`; who does it has it. */
  reopen(id: TicketId, operation: DeskOperation): Promise<DeskTicket>;
  /** For colleagues only. */
  note(id: TicketId, operation: DeskOperation, text: string): Promise<DeskTicket>;
  /** Its owner is at it, as by typing. */
  sign(id: TicketId, operation: DeskOperation): Promise<void>;
  /** By its owner, or while nobody has it. */
  transfer(
    id: TicketId,
    operation: DeskOperation,
    to: { team: string } | { staff: string },
    reason?: string,
  ): Promise<DeskTicket>;
}
