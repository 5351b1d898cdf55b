import type { ConversationId, MunicipalityId, PersonId } from './ids.ts';
import type { Language } from './locale.ts';

/** What somebody wants erased: the value of `erase.asked`. */
export interface EraseWish {
  municipality: MunicipalityId;
  /** Everything of this person; absent: of the conversation only. */
  person?: PersonId;
  /** Where it was asked, and where the receipt is said; absent: an operator asked. */
  conversation?: ConversationId;
  /** ms. */
  askedAt: number;
  /** The messages that the receipt answers. */
  answers: string[];
}

/** What is gone, in numbers: the value of `erase.done`. */
export interface EraseReceipt {
  isWhole: boolean;
  conversations: number;
  /** Numbers of questions that were still open and are withdrawn by it. */
  withdrawn: string[];
  tickets: number;
  files: number;
  /** Documents of the person, by kind. */
  record: Record<string, number>;
  answers: string[];
}

/** What is kept of somebody, as it can be said in a few lines. */
export interface OwnData {
  appointments: number;
  hasRoute: boolean;
  hasRelief: boolean;
  /** Months of which there are payments. */
  paymentMonths: number;
  tickets: number;
  /** Numbers of questions that wait or are being answered. */
  openTickets: string[];
  files: number;
  /** When the oldest message that is kept arrived, in ms. */
  messagesSince?: number;
  phones: number;
  hasPin: boolean;
}

/** Whose data a link shows, and until when. */
export interface OwnDataTicket {
  conversation: ConversationId;
  person: PersonId;
  municipality: MunicipalityId;
  language: Language;
  /** ms; not after the session ends in which it was asked. */
  until: number;
}
