import { activities } from '../conversations/documents.ts';
import type { Clock } from '../core/clock.ts';
import type { Municipality } from '../core/municipality.ts';
import { queueOf, tickets } from '../handoff/ticket.ts';
import type { Store } from '../store/store.ts';

/** Counting stops here: beyond it the number is "at least". */
const most = 1_000;

/** Messages accepted and not yet handled, and for how long the oldest of them waits. */
export async function mailboxDepth(store: Store, clock: Clock): Promise<{ depth: number; oldestAgeSeconds: number }> {
  const waiting = await store.find(activities, { range: { field: 'due', from: 0 }, limit: most });
  const oldest = waiting.reduce((low, { body }) => Math.min(low, body.arrivedAt), clock.now());
  return { depth: waiting.length, oldestAgeSeconds: (clock.now() - oldest) / 1000 };
}

export async function ticketsWaiting(
  store: Store,
  municipalities: ReadonlyMap<string, Municipality>,
): Promise<Record<string, number>> {
  const counts = await Promise.all(
    [...municipalities.keys()].map(async (id) => {
      const found = await store.find(tickets, { where: { queue: queueOf(id, 'waiting') }, limit: most });
      return [id, found.length] as const;
    }),
  );
  return Object.fromEntries(counts);
}
