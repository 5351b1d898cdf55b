import type { ActorCollection } from '../conversations/actor.ts';
import type { NoticeSettings } from '../core/notice.ts';
import type { Urgency } from '../core/ticket.ts';
import { collection } from '../store/store.ts';

/** What a member of staff chose, and what they were not told of yet. */
export interface Notice {
  settings?: NoticeSettings;
  waiting: Record<Urgency, number>;
  /** ms. */
  mailedAt?: number;
  /** When (ms) they are told of what waits. */
  dueAt?: number;
}

export const notices: ActorCollection<Notice> = collection({
  name: 'notices',
  indexes: [['dueAt'], ['municipality']],
});
