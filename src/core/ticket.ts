import type { ConversationId, MunicipalityId, PersonId, TicketId } from './ids.ts';
import type { Language } from './locale.ts';

export type TicketStatus = 'waiting' | 'claimed' | 'closed';
export type Urgency = 'normal' | 'urgent';

/** Why a ticket is urgent: a bailiff or losing house, gas or light; no money; unpaid rent; an appointment; a letter; unread. */
export type UrgencyReason = 'eviction' | 'no_money' | 'unpaid' | 'appointment' | 'letter' | 'unread';

/** What a conversation asks of a person: the value of `handoff.initiate`. */
export interface HandoffRequest {
  conversation: ConversationId;
  municipality: MunicipalityId;
  person?: PersonId;
  /** True only when a verified session stood open. */
  verified: boolean;
  /** The topic of the intent catalogue: appointments, leerroute, … */
  topic: string;
  intent: string;
  language: Language;
  urgency: Urgency;
  /** Keys of button answers, in order; the Dutch headline is built from them without a translator. */
  headline: HeadlinePart[];
  /** What somebody without a code told about themselves. */
  selfDeclared?: { firstName?: string; helper?: string; phone?: string };
  /** The summary that the newcomer saw, in their own language. */
  summary: string;
  /** The messages that this ticket answers; they come back in the receipt's `answers`. */
  answers: string[];
  /** The messages of this topic in the conversation's log; a ticket holds no messages. */
  messages: Span;
}

/** First and last seq in a conversation's log. */
export interface Span {
  from: number;
  to: number;
}

/** A text key in `locales/nl/` and its values; dates are ISO, names are as typed. */
export interface HeadlinePart {
  key: string;
  values?: Record<string, string>;
}

/** What a ticket answers when the newcomer takes it back: the value of `ticket.taken_back`. */
export interface TakenBack {
  ticket: TicketId;
  number: string;
  /** `noted`: somebody has begun, and reads it; `late`: it was closed already. */
  result: 'closed' | 'noted' | 'late';
  /** Who has begun. */
  by?: string;
  answers: string[];
}

/** What a case worker says: the value of `ticket.answer`. */
export interface TicketAnswer {
  ticket: TicketId;
  text: string;
  by: string;
  person?: PersonId;
  /** The same in Dutch, where the text is a saved phrase in the newcomer's language. */
  dutch?: string;
}

/** What the newcomer told after the ticket was made, and where those messages stand: the value of `newcomer.told`. */
export type ToldMore = Partial<Pick<HandoffRequest, 'headline' | 'selfDeclared'>> & Span;

/** What the newcomer's conversation hears back: the value of `handoff.status`. */
export interface HandoffStatus {
  state: 'accepted' | 'failed' | 'completed';
  ticket: TicketId;
  number?: string;
  /** ISO instant before which someone answers. */
  promise?: string;
  urgency?: Urgency;
  answers?: string[];
  /** Why it was completed. */
  reason?: string;
}

/** What the newcomer's conversation hears when a new time was promised: the value of `ticket.promised`. */
export interface Promised {
  ticket: TicketId;
  number: string;
  /** ISO instant; absent when no office hours are known. */
  promise?: string;
  /** `late`: the one before was broken; `reopened`: it had been closed; `waiting`: whoever answered is gone. */
  because: 'late' | 'reopened' | 'waiting';
  topic: string;
  intent: string;
  urgency: Urgency;
}
