import type { ActorCollection } from '../conversations/actor.ts';
import type { PushSubscription } from '../core/reach.ts';
import { collection } from '../store/store.ts';

/** Where a conversation's browser is written to. */
export interface Push {
  /** Absent once the browser or its person ended it. */
  subscription?: PushSubscription;
}

export const pushes: ActorCollection<Push> = collection({
  name: 'pushes',
  indexes: [['dueAt'], ['municipality', 'since']],
});
