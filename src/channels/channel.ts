/** PORT: a channel takes what a platform sends into the mailbox and sends what the mailbox decided. It knows nothing else. */
import type { Activity, ConversationReference } from '../core/activity.ts';
import type { Route, Upgrade } from '../core/http.ts';
import type { ActivityId, ConversationId, MunicipalityId } from '../core/ids.ts';

export type ChannelName = 'web' | 'botframework' | 'whatsapp' | 'mail' | 'push';

export interface Channel {
  readonly name: ChannelName;
  readonly limits: ChannelLimits;
  /** What it mounts on the server. */
  readonly routes: readonly Route[];
  readonly upgrades?: readonly Upgrade[];
  /** How long to wait for a receipt before a send that was cut off is repeated, in ms. Default 0. */
  readonly inDoubtWaitMs?: number;
  /**
   * Gives one outbox entry to the platform. Resolves when the platform took it, throws `SendFailure` when not. Absent
   * where delivery is the row in our own log (web).
   */
  send?(delivery: Delivery): Promise<Sent>;
  /** Shows that the bot is busy. Never stored, never retried, errors are swallowed by the caller. */
  typing?(conversation: ConversationId, reference: Partial<ConversationReference>): Promise<void>;
  close?(): Promise<void>;
}

export interface ChannelLimits {
  maxTextChars: number;
  maxActions: number;
  maxActionTitleChars: number;
}

/** One entry of the outbox on its way out. */
export interface Delivery {
  /** The entry's id: the same on every attempt. */
  id: ActivityId;
  conversation: ConversationId;
  reference: Partial<ConversationReference>;
  op: 'send' | 'update' | 'delete';
  /** The platform's own id of the message that is updated or deleted. */
  targetPlatformId?: string;
  activity: Activity;
  /** Give up and call it `unanswered` after this time. */
  timeoutMs: number;
}

export interface Sent {
  /** What the platform calls it; receipts name it. */
  platformId?: string;
}

/** What a channel may do with the mailbox. `conversations/` implements it. */
export interface Mailbox {
  /** Resolves when every arrival is on disk; then the sender may have its 200. The mailbox is woken. Order is kept. */
  accept(arrivals: readonly Arrival[]): Promise<Acceptance[]>;
  /** Waits until each of these messages has its answer (or `timeoutMs` passed): the replies, now marked delivered. */
  repliesTo(conversation: ConversationId, messages: readonly ActivityId[], timeoutMs: number): Promise<Activity[]>;
  /** A page of the conversation's log, in order, without gaps; of what whoever is there now may see. */
  log(conversation: ConversationId, afterSeq: number, limit: number): Promise<LogPage>;
  /**
   * Calls `listener` with the actor whenever its log may have grown; given a kind's prefix (`t_`), for every actor of
   * that kind. The returned function stops it.
   */
  follow(conversation: ConversationId, listener: (actor: ConversationId) => void): () => void;
  exists(conversation: ConversationId): Promise<boolean>;
}

/** Something that a platform gave us. */
export interface Arrival {
  /** `Ids.of(...)` over what the platform guarantees unique, so that a repeat is refused by the store. */
  id: ActivityId;
  conversation: ConversationId;
  channel: ChannelName;
  municipality: MunicipalityId;
  /** As the platform sent it, with `from`, `recipient`, `conversation`, `channelId`, `serviceUrl` filled in. */
  activity: Activity;
  /** The platform's time in ms; ours when it gives none. */
  at: number;
}

export interface Acceptance {
  id: ActivityId;
  duplicate: boolean;
}

export interface LogPage {
  entries: LogEntry[];
  /** The highest seq seen, also of entries that are not shown; give it as `afterSeq` for the next page. */
  watermark: number;
}

export interface LogEntry {
  seq: number;
  id: ActivityId;
  direction: 'in' | 'out';
  /** Our time in ms at which it arrived or was said. */
  at: number;
  /** False for events of ours (ticket events, verification): they are never shown on a channel. */
  visible: boolean;
  activity: Activity;
}
