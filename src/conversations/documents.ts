import type { ChannelName } from '../channels/channel.ts';
import type { Activity, ActivityKind } from '../core/activity.ts';
import type { ActorId, MunicipalityId } from '../core/ids.ts';
import { collection } from '../store/store.ts';
import type { ActorCollection, ActorIndex } from './actor.ts';

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
  /** Absent once its content was erased. */
  conversation?: string | undefined;
  /** Its place in the log; absent until its turn is committed. */
  seq?: number;
  /** Its arrival while it waits for its turn; absent when handled. */
  pendingAt?: number;
  /** When a sweep may take it up. */
  due?: number;
  /** Channel and the platform's id, for receipts. */
  platform?: string;
  /** When its content was erased, in ms; its id stays for a while, so that a platform's repeat is known. */
  erasedAt?: number;
};

export const activities = collection<ActivityRow, ActivityIndex>({
  name: 'activities',
  indexes: [['conversation', 'seq'], ['conversation', 'pendingAt'], ['due'], ['platform'], ['erasedAt']],
  personal: ['platform'],
});

/** `since` is when the oldest row of its log arrived, in ms: retention looks there. */
export type ConversationIndex = ActorIndex & { municipality: string; person?: string; since?: number };

export const conversations: ActorCollection = collection({
  name: 'conversations',
  indexes: [['dueAt'], ['municipality', 'person'], ['municipality', 'since']],
  personal: ['person'],
});
