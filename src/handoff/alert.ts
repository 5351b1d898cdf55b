import type { ActorCollection } from '../conversations/actor.ts';
import { collection } from '../store/store.ts';

/** What a conversation's alert remembers: when the crisis contact was last told, and how often danger was seen since. */
export interface Alert {
  /** ms; absent until a mail is on its way, and again when one could not be delivered. */
  mailedAt?: number;
  /** Since that mail. */
  repeats: number;
}

export const alerts: ActorCollection<Alert> = collection({
  name: 'alerts',
  indexes: [['dueAt'], ['municipality', 'since']],
});
