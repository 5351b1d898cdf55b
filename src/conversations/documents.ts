import type { ChannelName } from '../channels/channel.ts';
import type { Activity, ActivityKind, ConversationReference } from '../core/activity.ts';
import type { ActivityId, ActorId, MunicipalityId } from '../core/ids.ts';
import { collection, type Collection } from '../store/store.ts';

/** A row of the log: one activity of one actor, in or out. Text stands here, masked and sealed. */
export interface ActivityRow {
  conversation: ActorId;
  channel: ChannelName | 'none';
  municipality: MunicipalityId;
  direction: 'in' | 'out';
  kind: ActivityKind;
  /** The platform's time and ours, in ms. */
  at: number;
  arrivedAt: number;
  /** How often a sweep had to take it up. */
  tries: number;
  /** True when it was given up after its third try. */
  setAside?: boolean;
  activity: Activity;
  delivery?: DeliveryRecord;
}

/** How far an outgoing message came. States only move up, and belong to the last attempt. */
export interface DeliveryRecord {
  state: DeliveryState;
  attempts: number;
  /** Sends of which nobody knows whether they arrived. */
  inDoubt: number;
  platformId?: string;
}

export type DeliveryState = 'stored' | 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export type ActivityIndex = {
  conversation: string;
  /** Its place in the log; absent until its turn is committed. */
  seq?: number;
  /** Its arrival while it waits for its turn; absent when handled. */
  pendingAt?: number;
  /** When a sweep may take it up. */
  due?: number;
  /** Channel and the platform's id, for receipts. */
  platform?: string;
};

export const activities = collection<ActivityRow, ActivityIndex>({
  name: 'activities',
  indexes: [['conversation', 'seq'], ['conversation', 'pendingAt'], ['due'], ['platform']],
  personal: ['platform'],
});

/** The small document of an actor: all that a turn rewrites. It does not grow with the log. */
export interface ActorBody<State = unknown> {
  municipality: MunicipalityId;
  channel: ChannelName | 'none';
  reference: Partial<ConversationReference>;
  /** The seq that the next row of the log gets; also the fence between turns. */
  nextSeq: number;
  state: State;
  /** What the last commit handled, until its rows are marked. */
  handled: { id: ActivityId; seq: number }[];
  outbox: OutboxEntry[];
  /** The process that delivers, and until when (ms) it may. */
  sender?: { owner: string; until: number };
}

export interface OutboxEntry {
  id: ActivityId;
  /** Place in the log; absent for entries to another actor and for updates. */
  seq?: number;
  to: 'channel' | ActorId;
  op: 'send' | 'update' | 'delete';
  /** Our id of the message that an update or delete is about. */
  target?: ActivityId;
  activity: Activity;
  urgent?: boolean;
  tries: number;
  /** Not sent before this time in ms. */
  notBefore: number;
  /** When the send that is under way began: found by another process, it is in doubt. */
  trying?: number;
  inDoubt?: number;
}

/** What a turn decides to send; the commit gives it its id and place. */
export type OutboxDraft = Pick<OutboxEntry, 'to' | 'activity'> & Partial<Pick<OutboxEntry, 'op' | 'target' | 'urgent'>>;

export type ActorIndex = { dueAt?: number } & Record<string, string | number | undefined>;
export type ActorCollection<State = unknown> = Collection<ActorBody<State>, ActorIndex>;

export type ConversationIndex = ActorIndex & { municipality: string; person?: string };

export const conversations: ActorCollection = collection({
  name: 'conversations',
  indexes: [['dueAt'], ['municipality', 'person']],
});
