/** PORT: tickets as the console sees them. `handoff/` implements it. */
import type { TicketId } from '../core/ids.ts';
import type { HeadlinePart, Span, TicketStatus, Urgency } from '../core/ticket.ts';

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
  headline: HeadlinePart[];
  summary: string;
  status: TicketStatus;
  owner?: { id: string; name: string };
  createdAt: number;
  promise?: number;
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
}
