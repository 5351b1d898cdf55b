/** PORT between the mailbox and what an actor does: a conversation's turn, a ticket's turn. */
import type { ChannelName } from '../channels/channel.ts';
import type { Activity, ActivityKind, ConversationReference } from '../core/activity.ts';
import type { ActivityId, ActorId, MunicipalityId } from '../core/ids.ts';
import type { Collection, Document } from '../store/store.ts';

/** A kind of actor. The first two characters of an actor's id name its kind. */
export interface ActorKind<State = never> {
  prefix: string;
  collection: ActorCollection;
  turn: Turn<State>;
  /** Where what it says goes, when nobody writes to it through a channel. */
  channel?: ChannelName;
  /** True when its documents carry `changedAt`, so that followers in other processes hear of every change. */
  watched?: boolean;
  /** The index fields of its document, besides `dueAt`. */
  indexOf(state: State, municipality: MunicipalityId): Record<string, string | number | undefined>;
  /** When (ms) it must be woken by an `actor.woken` of its own, whatever its mailbox holds; its turn must move it on. */
  wakeAt?(state: State): number | undefined;
  /** The seq with which a channel's view of its log begins; absent: with the first. */
  shownFrom?(state: State): number | undefined;
  /** What stays of a state when its content is erased at `at` (ms); `isForgotten`: also who it was. Absent: nothing. */
  emptied?(state: State, how: { isForgotten: boolean; at: number }): State;
}

/** Pure but for operations keyed by the ids of the batch: run twice, it decides the same. */
export type Turn<State> = (input: TurnInput<State>) => Promise<TurnOutcome<State>>;

export interface TurnInput<State> {
  actor: ActorId;
  municipality: MunicipalityId;
  channel: ChannelName | 'none';
  reference: Partial<ConversationReference>;
  /** Absent on an actor's first turn. */
  state: State | undefined;
  /** The seq that the first activity of the batch will have in the log. */
  seq: number;
  batch: readonly Incoming[];
  /** True when these were tried three times in vain: say so and pass them to a person, without reading them. */
  setAside: boolean;
  now: number;
}

export interface Incoming {
  id: ActivityId;
  kind: ActivityKind;
  at: number;
  /** True when another actor or this process put it here, false when it came in through a channel. */
  internal: boolean;
  activity: Activity;
}

export interface TurnOutcome<State> {
  state: State;
  entries: OutboxDraft[];
}

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
  /** The same once that was done, until the next commit: a mark may have been refused. */
  marked?: { id: ActivityId; seq: number }[];
  outbox: OutboxEntry[];
  /** The process that delivers, and until when (ms) it may. */
  sender?: { owner: string; until: number };
  /** When the oldest row of the log arrived, in ms. */
  since?: number;
  /** The log begins with this seq; what was before is erased. */
  keptFrom?: number;
  /** The erasure that emptied it. */
  erasure?: string;
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
export type ActorDocument = Document<ActorBody, ActorIndex>;

/** Changing an actor outside a turn. */
export interface ActorChanges {
  /**
   * In one conditional update: `decide` sees the state and gives the new one with what is to be sent, or nothing to leave
   * it. `key` names the cause, so that a repeat makes the same entries. Resolves with the state as it then stands.
   */
  change<State>(
    actor: ActorId,
    key: string,
    decide: (state: State) => Changed<State> | undefined,
  ): Promise<State | undefined>;
}

export interface Changed<State> {
  state: State;
  entries?: OutboxDraft[];
}
