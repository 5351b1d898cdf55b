import type { Clock } from '../core/clock.ts';
import { collection, type Store } from '../store/store.ts';

export type Doing = 'looking' | 'typing' | 'gone';

/** Somebody at a ticket. Names and ids of staff, nothing of what stands there. */
export interface Present {
  municipality: string;
  ticket: string;
  staff: { id: string; name: string };
  doing: Doing;
  /** ms since 1970. */
  at: number;
}

/** The id is that of ticket and staff member. */
export const presences = collection<Present, { municipality: string; ticket: string; at: number }>({
  name: 'presences',
  indexes: [['ticket'], ['municipality', 'at'], ['at']],
});

/** Who said nothing for so long is gone; the page says so three times as often. */
export const presenceMs = 45_000;
/** How often other processes are asked. */
const pollMs = 2_000;
/** Clocks of two processes may differ by so much. */
const overlapMs = 10_000;
const mostAtOnce = 200;

export interface Presence {
  note(present: Present): Promise<void>;
  /** Who is there now. */
  at(ticket: string): Promise<Pick<Present, 'staff' | 'doing'>[]>;
  /** Hears of tickets of this municipality where somebody came, went or began to type; also on another process. */
  follow(municipality: string, listener: (ticket: string) => void): () => void;
}

/** Who looks at which ticket: in the store, so that it holds for all processes. `isAlone`: there is no other process. */
export function createPresence({ store, clock, isAlone }: { store: Store; clock: Clock; isAlone: boolean }): Presence {
  const listeners = new Map<string, Set<(ticket: string) => void>>();
  const polls = new Map<string, () => void>();
  const tell = (municipality: string, ticket: string): void =>
    listeners.get(municipality)?.forEach((listener) => listener(ticket));

  function poll(municipality: string): () => void {
    let since = clock.now();
    const seen = new Map<string, number>();
    let cancel = (): void => {};
    const look = async (): Promise<void> => {
      const range = { field: 'at', from: since - overlapMs };
      const found = await store.find(presences, { where: { municipality }, range, limit: mostAtOnce });
      for (const { id, version, body } of found) {
        if (seen.get(id) === version) continue;
        seen.set(id, version);
        tell(municipality, body.ticket);
      }
      since = Math.max(since, ...found.map(({ body }) => body.at));
    };
    const next = (): void => {
      cancel = clock.after(pollMs, () => void look().then(next, next));
    };
    next();
    return () => cancel();
  }

  return {
    async note(body) {
      const { municipality, ticket, at } = body;
      const id = `${ticket}/${body.staff.id}`;
      const index = { municipality, ticket, at };
      const before = await store.get(presences, id);
      const written = { collection: presences, id, index, body };
      // Of two pages of one person the later says what they do; a lost race says nothing new.
      await store.write([
        before ? { op: 'replace', version: before.version, ...written } : { op: 'insert', ...written },
      ]);
      const isNews = before?.body.doing !== body.doing || before.body.at < at - presenceMs;
      if (isNews) tell(municipality, ticket);
    },
    async at(ticket) {
      const found = await store.find(presences, { where: { ticket }, limit: mostAtOnce });
      return found
        .map(({ body }) => body)
        .filter(({ doing, at }) => doing !== 'gone' && at > clock.now() - presenceMs)
        .map(({ staff, doing }) => ({ staff, doing }));
    },
    follow(municipality, listener) {
      const own = listeners.get(municipality) ?? new Set();
      listeners.set(municipality, own.add(listener));
      if (!isAlone && !polls.has(municipality)) polls.set(municipality, poll(municipality));
      return () => {
        own.delete(listener);
        if (own.size > 0) return;
        polls.get(municipality)?.();
        polls.delete(municipality);
      };
    },
  };
}

/** Removes who has long gone; resolves with how many. */
export async function forgetPresences(store: Store, now: number, batch: number): Promise<number> {
  const old = await store.find(presences, { range: { field: 'at', below: now - 3_600_000 }, limit: batch });
  await store.write(old.map(({ id }) => ({ op: 'remove', collection: presences, id })));
  return old.length;
}
