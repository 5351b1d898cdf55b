import { activities, conversations } from '../../conversations/documents.ts';
import type { Clock } from '../../core/clock.ts';
import type { ConversationId } from '../../core/ids.ts';
import { tickets } from '../../handoff/ticket.ts';
import type { Store } from '../../store/store.ts';
import { countedForMs, countedUpTo, dayNumbers, dayNumbersStayMs, tallies, talliesStayMs } from './documents.ts';
import { questionsIn, type Misunderstood } from './questions.ts';
import { eventsOf } from './ticket-events.ts';
import { fold, keep, writeTallies, written, type Counted } from './write.ts';
import { isoDay } from '../../knowledge/dates.ts';

export interface Counting {
  store: Store;
  clock: Clock;
  /** Hears of what was not understood, each perhaps more than once. */
  onMisunderstood(found: readonly Misunderstood[]): Promise<void>;
}

const page = 200;
/** A ticket whose change was written late. */
const lateMs = 600_000;

/**
 * Counts what happened since the last time, from what stands there anyway: a turn writes nothing for it. Cut off anywhere
 * or run by two processes at once, it counts nothing twice.
 */
export async function countNew(counting: Counting): Promise<void> {
  await countConversations(counting);
  await countTickets(counting);
}

async function countConversations({ store, clock, onMisunderstood }: Counting): Promise<void> {
  const since = clock.now() - countedForMs;
  for (let after: string | undefined; ;) {
    const found = await store.walk(conversations, { ...(after === undefined ? {} : { after }), limit: page });
    const marks = await marksBetween(store, after, found.length < page ? undefined : found.at(-1)?.id);
    for (const { id, body } of found) {
      const from = marks.get(id) ?? 0;
      marks.delete(id);
      if (body.nextSeq <= from) continue;
      const { counted, misunderstood, upTo } = await read(store, id, from);
      const fresh = counted.filter(({ at }) => at >= since);
      await writeTallies(store, fresh);
      await onMisunderstood(misunderstood);
      await fold(store, fresh);
      if (upTo > from) await keep(store, countedUpTo, id, { body: { upTo }, index: {} });
    }
    await written(
      store,
      [...marks.keys()].map((id) => ({ op: 'remove', collection: countedUpTo, id })),
    );
    if (found.length < page) return;
    after = found.at(-1)?.id;
  }
}

/** How far conversations between two ids were counted; those that are gone by then too. */
async function marksBetween(store: Store, after: string | undefined, last = '\uffff'): Promise<Map<string, number>> {
  const marks = new Map<string, number>();
  for (let from = after; ;) {
    const found = await store.walk(countedUpTo, { ...(from === undefined ? {} : { after: from }), limit: page });
    for (const { id, body } of found) if (id <= last && id !== ticketMark) marks.set(id, body.upTo);
    from = found.at(-1)?.id;
    if (found.length < page || (from ?? '') > last) return marks;
  }
}

/** The rows after those that were counted; the few before them are read along, since a reply names its question. */
async function read(store: Store, conversation: ConversationId, from: number) {
  const counted: Counted[] = [];
  const misunderstood: Misunderstood[] = [];
  let upTo = from;
  for (;;) {
    const range = { field: 'seq', from: Math.max(0, upTo - 10) };
    const rows = await store.find(activities, { where: { conversation }, range, limit: page });
    const found = questionsIn(rows);
    counted.push(...found.counted);
    misunderstood.push(...found.misunderstood);
    const last = rows.at(-1)?.index.seq ?? 0;
    if (last < upTo || rows.length < page) return { counted, misunderstood, upTo: Math.max(upTo, last + 1) };
    upTo = last + 1;
  }
}

const ticketMark = 'tickets';

async function countTickets({ store, clock }: Counting): Promise<void> {
  const since = clock.now() - countedForMs;
  const mark = (await store.get(countedUpTo, ticketMark))?.body.upTo ?? 0;
  let from = Math.max(0, mark - lateMs);
  for (let last = -1; from > last;) {
    last = from;
    const found = await store.find(tickets, { range: { field: 'changedAt', from }, limit: page });
    const counted = found.flatMap(({ id, body }) => eventsOf(id, body.state)).filter(({ at }) => at >= since);
    await writeTallies(store, counted);
    await fold(store, counted);
    from = Math.max(from, ...found.map(({ index }) => Number(index.changedAt ?? 0)));
  }
  await keep(store, countedUpTo, ticketMark, { body: { upTo: from }, index: {} });
}

/** Removes tallies whose day is not counted again, and the numbers of years ago; resolves with how many. */
export async function forgetOldNumbers({ store, clock }: Counting, batch: number): Promise<number> {
  const now = clock.now();
  const old = await store.find(tallies, { range: { field: 'at', below: now - talliesStayMs }, limit: batch });
  await written(
    store,
    old.map(({ id }) => ({ op: 'remove', collection: tallies, id })),
  );
  const range = { field: 'day', below: isoDay(now - dayNumbersStayMs) };
  const older = await store.find(dayNumbers, { range, limit: Math.max(1, batch - old.length) });
  await written(
    store,
    older.map(({ id }) => ({ op: 'remove', collection: dayNumbers, id })),
  );
  return Math.min(batch, old.length + older.length);
}
