import type { Channel, ChannelName } from '../channels/channel.ts';
import type { Activity } from '../core/activity.ts';
import type { Clock } from '../core/clock.ts';
import type { ActorId, Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../store/store.ts';
import type { ActorKind } from './actor.ts';

/** What the mailbox counts. */
export interface MailboxMetrics {
  accepted(duplicate: boolean): void;
  turn(seconds: number): void;
  delivered(kind: string, result: string): void;
  inDoubt(channel: string): void;
  setAside(): void;
}

export const noMetrics: MailboxMetrics = { accepted() {}, turn() {}, delivered() {}, inDoubt() {}, setAside() {} };

export interface MailboxSettings {
  store: Store;
  ids: Ids;
  clock: Clock;
  log: Log;
  metrics?: MailboxMetrics;
  kinds: readonly ActorKind[];
  /**
   * Who delivers: a name of this process. Where only one process may serve (a locked data directory) a fixed name, so
   * that after a crash the next process delivers at once.
   */
  owner: string;
  /** True when no other process can be delivering: nothing waits for a lease at start. */
  exclusive: boolean;
  /** Applied to what people send before it is stored: numbers and codes are masked. */
  mask(activity: Activity): Activity;
}

/** What the parts of the mailbox share. */
export interface MailboxContext extends Required<MailboxSettings> {
  kind(actor: ActorId): ActorKind;
  channel(name: ChannelName | 'none'): Channel | undefined;
  /** Looks at the actor's lane again after this time. */
  later(actor: ActorId, delayMs: number): void;
  /** A time (ms) later than every one given before, so that arrivals of one millisecond keep their order. */
  tick(): number;
  closing(): boolean;
}
