/** PORT between the mailbox and what an actor does: a conversation's turn, a ticket's turn. */
import type { ChannelName } from '../channels/channel.ts';
import type { Activity, ActivityKind, ConversationReference } from '../core/activity.ts';
import type { ActivityId, ActorId, MunicipalityId } from '../core/ids.ts';
import type { ActorCollection, OutboxDraft } from './documents.ts';

/** A kind of actor. The first two characters of an actor's id name its kind. */
export interface ActorKind<State = never> {
  prefix: string;
  collection: ActorCollection;
  turn: Turn<State>;
  /** The index fields of its document, besides `dueAt`. */
  indexOf(state: State, municipality: MunicipalityId): Record<string, string | number | undefined>;
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
