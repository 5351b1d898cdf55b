/** PORT: what a turn needs from the other stages. `app.ts` hands it over. */
import type { AuditEntry, Look } from '../core/audit.ts';
import type { ActivityId, ConversationId, Ids, MunicipalityId, PersonId, TicketId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { Log } from '../core/log.ts';
import type { Municipality } from '../core/municipality.ts';
import type { OwnData, OwnDataTicket } from '../core/own-data.ts';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { Appointment, ChannelIdentity, LinkedIdentity, Person, Verification } from '../core/person.ts';
import type { Recognition, Recognizer, ScoredIntent } from '../understanding/recognizer.ts';
import type { TextValues, Topic } from './turn.ts';

export interface TurnServices {
  ids: Ids;
  log: Log;
  recognizer: Recognizer;
  understanding: Understanding;
  texts: Texts;
  people: TurnPeople;
  ownData: OwnDataSource;
  queue: { before(ticket: TicketId): Promise<number | undefined> };
  topics: readonly Topic[];
  municipality(id: MunicipalityId): Municipality;
  /** Where people reach this server; without a slash at the end. */
  publicUrl: string;
  /** Messages in a minute above which the person is asked to slow down. */
  floodPerMinute: number;
  /** Whether crisis contacts can be told of danger. */
  isMailOn: boolean;
}

export interface Understanding {
  /** Danger in a message, whatever its language; `recognition` helps when there is one. */
  danger(utterance: string, recognition?: Recognition): Danger;
  decide(recognition: Recognition): Decision;
}

export interface Danger {
  danger: boolean;
  about?: 'self' | 'other';
  kind?: 'suicide' | 'violence' | 'medical' | 'fire' | 'child';
}

export interface Decision {
  decision: 'answer' | 'clarify' | 'none';
  /** The likeliest intent; `none` when nothing is. */
  intent: string;
  score: number;
  /** What to offer as buttons when clarifying, best first. */
  candidates: ScoredIntent[];
}

export interface Texts {
  /** False for a translation that no person has reviewed: it says so. */
  isReviewed(language: Language): boolean;
  /** The text of `topic.key`; a language that lacks it falls back to Dutch. */
  say(language: Language, key: string, values?: TextValues): Said;
  has(key: string): boolean;
  /** A day with weekday and month in words, and a 24-hour time, in Dutch wall-clock time and Latin digits. */
  date(language: Language, instantMs: number): string;
  time(language: Language, instantMs: number): string;
  /** A month (as 2026-11) in words, and euro cents as an amount. */
  month(language: Language, month: string): string;
  euros(language: Language, cents: number): string;
  /** Where facts come from, as a sentence with source and date for each. */
  source(language: Language, facts: readonly string[]): string;
}

export interface Said {
  text: string;
  /** The facts whose values stand in it. */
  facts: string[];
  /** The language that it is really in. */
  language: Language;
}

/** What is kept of somebody, over all stages; `app/` implements it. */
export interface OwnDataSource {
  /** Of a person, or of one conversation only. */
  known(about: { person?: PersonId; conversation: ConversationId; municipality: MunicipalityId }): Promise<OwnData>;
  /** Who looked, newest first. */
  looks(person: PersonId, municipality: MunicipalityId, limit: number): Promise<AuditEntry[]>;
  /** The token for `/my-data?t=<token>`. */
  ticket(ticket: OwnDataTicket): Promise<string>;
}

/** `people/` implements it. */
export interface TurnPeople {
  personOf(
    identity: ChannelIdentity,
    municipality: MunicipalityId,
  ): Promise<{ person: Person; identity: LinkedIdentity } | undefined>;
  appointments(person: Person, span: { from: number; limit: number }, look: Look): Promise<Appointment[]>;
  route(person: Person, look: Look): Promise<Route | undefined>;
  /** Newest month first; of this month (as 2026-11) or later. */
  payments(person: Person, fromMonth: string, look: Look): Promise<Payment[]>;
  relief(person: Person, look: Look): Promise<Relief | undefined>;
  /** Ties a channel identity to a person. The same answer when repeated for the same activity. */
  verifyCode(attempt: {
    codeHash: string;
    identity: ChannelIdentity;
    conversation: ConversationId;
    municipality: MunicipalityId;
    activityId: ActivityId;
  }): Promise<Verification>;
  noteDevice(identity: ChannelIdentity, municipality: MunicipalityId, note: { isOwnDevice?: boolean }): Promise<void>;
  /** The token for a calendar file with these appointments; it ends when a session would. */
  calendarLink(link: {
    conversation: ConversationId;
    person: PersonId;
    municipality: MunicipalityId;
    language: Language;
    appointments: string[];
  }): Promise<string>;
  /** The token for our own page where a PIN is entered or chosen. */
  pinTicket(
    conversation: ConversationId,
    person: Person,
    language: Language,
    purpose: 'enter' | 'choose',
  ): Promise<string>;
}
