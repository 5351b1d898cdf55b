import type { PersonId, TicketId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { Scope } from '../core/scope.ts';
import type { Session } from '../core/session.ts';
import type { TicketAnswer, Urgency } from '../core/ticket.ts';

/** What a conversation remembers between turns. It stands in the conversation's document and stays small. */
export interface ConversationState {
  language?: Language;
  /** True when the person chose the language, not we. */
  languageChosen?: boolean;
  greeted?: boolean;
  /** True once it was said who is responsible for what is kept here. */
  noticed?: boolean;
  /** BotBuilder's own state: the dialog stack. */
  dialogs: Record<string, unknown>;
  /** The version of the dialogs that wrote it; another version starts the dialog again. */
  dialogsVersion: string;
  /** Who this conversation is with, once a code said so; for finding it again. */
  person?: PersonId;
  /** Opened by a link code or a PIN: personal answers are given while it is open. */
  session?: Session;
  /** Seq with which the person began who is here now, once there was another before: what is above is not theirs to see. */
  shownFrom?: number;
  /** Answers of case workers that wait for a code or PIN of their person, in order. */
  held?: TicketAnswer[];
  /** Seq of the message with which the present topic began: a case worker reads from there. */
  topicFrom?: number;
  /** A personal question that waits for a code or PIN. */
  asked?: { intent: string; answers: string[] };
  /** Questions that a person has or will get, the one asked or claimed last at the end. */
  handoffs?: HandoffState[];
  /** What was last said, for "say it again" and "how do you know"; `person` when it was theirs alone to hear. */
  last?: {
    texts: string[];
    facts: string[];
    intent?: string;
    text?: string;
    person?: PersonId;
    /** Its buttons: typing a title is pressing it, where a channel shows none. */
    buttons?: { title: string; value: string }[];
    /** The texts that it was made of, to say them more simply. */
    uttered?: Uttered[];
    /** Buttons of what was said about it since. */
    aside?: { title: string; value: string }[];
  };
  /** Law and group, as the person said here. */
  declared?: Pick<Scope, 'law' | 'group'>;
  /** How news reaches whoever asked here, besides in the chat. */
  reach?: { push: true };
  /** Messages in the running minute, against floods. */
  flood?: { since: number; count: number };
}

/** A text that was said, and with what. */
export interface Uttered {
  key: string;
  values?: Record<string, string | number>;
}

export interface HandoffState {
  ticket: TicketId;
  /** `requested` until the ticket exists. */
  status: 'requested' | 'waiting' | 'claimed';
  topic: string;
  intent: string;
  number?: string;
  promise?: string;
  urgency: Urgency;
  owner?: string;
  /** They asked to be called already. */
  isToBeCalled?: boolean;
  /** What is not known yet is asked after the receipt. */
  asksOn?: boolean;
  /** Messages to the case worker that no answer has named yet. */
  unanswered: string[];
}

/** Raised when a dialog's steps change so that a stack written before cannot be continued. */
export const dialogsVersion = '1';

export const freshState = (): ConversationState => ({ dialogs: {}, dialogsVersion });

/** What stays when the content of a conversation is erased: how to speak, and nothing of what was said or by whom. */
export const bareState = ({ language, languageChosen, shownFrom }: Partial<ConversationState>): ConversationState => ({
  ...freshState(),
  ...(language === undefined ? {} : { language }),
  ...(languageChosen === undefined ? {} : { languageChosen }),
  ...(shownFrom === undefined ? {} : { shownFrom }),
  greeted: true,
  noticed: true,
});
