import type { Conversations } from '../conversations/mailbox.ts';
import { conversations } from '../conversations/documents.ts';
import type { Clock } from '../core/clock.ts';
import type { ConversationId, MunicipalityId } from '../core/ids.ts';
import type { Municipality } from '../core/municipality.ts';
import { retentionOf, type Retention } from '../core/retention.ts';
import { alerts } from '../handoff/alert.ts';
import { pushes } from '../reach/push.ts';
import { ticketsOf } from '../handoff/erase.ts';
import { queueOf, tickets } from '../handoff/ticket.ts';
import { audit, tries } from '../people/collections.ts';
import {
  StoreUnavailable,
  type Collection,
  type Document,
  type IndexFields,
  type Query,
  type Store,
} from '../store/store.ts';
import { uploads } from './uploads.ts';

export interface RetentionParts {
  store: Store;
  clock: Clock;
  mailbox: Pick<Conversations, 'erasing'>;
  municipalities: ReadonlyMap<string, Municipality>;
}

/** A job takes away at most `batch` and says how many; asked again while that is as many as `batch`. */
export type Job = (batch: number) => Promise<number>;

const day = 24 * 3_600_000;
/** Answers to repeated tries are the same for so long as a platform may repeat a message. */
const triesStayMs = 8 * day;

/** What goes by itself, by the setting of each municipality. Each job may run on two processes at once. */
export function retentionJobs(parts: RetentionParts): Record<string, Job> {
  const forEach =
    (job: (place: MunicipalityId, retention: Retention, batch: number) => Promise<number>): Job =>
    async (batch) => {
      let count = 0;
      for (const [id, municipality] of parts.municipalities) {
        if (count < batch) count += await job(id, retentionOf(municipality), batch - count);
      }
      return Math.min(count, batch);
    };
  return {
    messages: forEach((place, { messagesDays }, batch) => oldMessages(parts, place, ago(parts, messagesDays), batch)),
    pushes: forEach((place, { messagesDays }, batch) => oldPushes(parts, place, ago(parts, messagesDays), batch)),
    alerts: forEach((place, { messagesDays }, batch) => oldAlerts(parts, place, ago(parts, messagesDays), batch)),
    uploads: (batch) => oldUploads(parts, batch),
    closedTickets: forEach((place, { closedTicketDays }, batch) =>
      oldTickets(parts, place, ago(parts, closedTicketDays), batch),
    ),
    audit: forEach((municipality, { auditDays }, batch) =>
      removeFound(parts.store, audit, {
        where: { municipality },
        range: { field: 'at', below: ago(parts, auditDays) },
        limit: batch,
      }),
    ),
    tries: (batch) =>
      removeFound(parts.store, tries, {
        range: { field: 'lastAt', below: parts.clock.now() - triesStayMs },
        limit: batch,
      }),
    erasedIds: (batch) => parts.mailbox.erasing.forgetIds(batch),
  };
}

const ago = ({ clock }: RetentionParts, days: number): number => clock.now() - days * day;

async function oldMessages(
  { store, mailbox }: RetentionParts,
  municipality: MunicipalityId,
  before: number,
  batch: number,
): Promise<number> {
  let count = 0;
  const where = { municipality };
  for await (const { id } of walked(store, conversations, { where, field: 'since', below: before })) {
    if (await hasOpenTicket(store, id)) continue;
    for (let trimmed = 1; trimmed > 0 && count < batch; count += trimmed) {
      trimmed = await mailbox.erasing.trim(id, { before, batch: batch - count });
    }
    if (count >= batch) break;
  }
  return count;
}

/** A browser that was not written to for so long is forgotten with its conversation's messages. */
async function oldPushes(
  { store, mailbox }: RetentionParts,
  municipality: MunicipalityId,
  before: number,
  batch: number,
): Promise<number> {
  const old = await store.find(pushes, {
    where: { municipality },
    range: { field: 'since', below: before },
    limit: batch,
  });
  let count = 0;
  for (const { id } of old) count += await mailbox.erasing.trim(id, { before, batch });
  return count;
}

async function oldAlerts(
  { store, mailbox }: RetentionParts,
  municipality: MunicipalityId,
  before: number,
  batch: number,
): Promise<number> {
  const range = { field: 'since', below: before };
  const old = await store.find(alerts, { where: { municipality }, range, limit: batch });
  const quiet = old.filter(({ body }) => body.outbox.length === 0);
  for (const { id } of quiet) await mailbox.erasing.remove(id, { id: 'retention', askedAt: before });
  return quiet.length;
}

/** With the ticket goes its mailbox. */
async function oldTickets(
  { store, mailbox }: RetentionParts,
  municipality: MunicipalityId,
  before: number,
  batch: number,
): Promise<number> {
  const where = { queue: queueOf(municipality, 'closed') };
  const old = await store.find(tickets, { where, range: { field: 'rank', after: -before }, limit: batch });
  for (const { id } of old) await mailbox.erasing.remove(id, { id: 'retention', askedAt: before });
  return old.length;
}

async function oldUploads({ store, clock, municipalities }: RetentionParts, batch: number): Promise<number> {
  const daysIn = (place: MunicipalityId): number => retentionOf(municipalities.get(place) ?? {}).uploadsDays;
  const now = clock.now();
  let count = 0;
  for await (const { id, body } of walked(store, uploads, { field: 'at', below: now - day })) {
    const before = now - daysIn(body.municipality) * day;
    if (body.at >= before || (await wasAskedSince(store, body.conversation, before))) continue;
    await remove(store, uploads, [id]);
    count += 1;
    if (count >= batch) break;
  }
  return count;
}

const hasOpenTicket = async (store: Store, conversation: ConversationId): Promise<boolean> =>
  (await ticketsOf(store, conversation)).some(({ body }) => body.state.status !== 'closed');

/** Whether a question of this conversation is open, or was closed after `before`. */
const wasAskedSince = async (store: Store, conversation: ConversationId, before: number): Promise<boolean> =>
  (await ticketsOf(store, conversation)).some(
    ({ body }) => body.state.status !== 'closed' || (body.state.closedAt ?? 0) >= before,
  );

async function removeFound<Body, Index extends IndexFields>(
  store: Store,
  collection: Collection<Body, Index>,
  query: Query,
): Promise<number> {
  const found = await store.find(collection, query);
  await remove(
    store,
    collection,
    found.map(({ id }) => id),
  );
  return found.length;
}

async function remove(store: Store, collection: Collection, ids: readonly string[]): Promise<void> {
  const outcomes = await store.write(ids.map((id) => ({ op: 'remove', collection, id })));
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while removing what is old');
}

const page = 100;

/** Documents below a value of an index field, page by page, each once; those that are left where they are do not stop it. */
async function* walked<Body, Index extends IndexFields>(
  store: Store,
  collection: Collection<Body, Index>,
  { where, field, below }: { where?: Record<string, string>; field: string; below: number },
): AsyncGenerator<Document<Body, Index>> {
  const seen = new Set<string>();
  for (let from = 0; ;) {
    const query = { ...(where ? { where } : {}), range: { field, from, below }, limit: page + seen.size };
    const found = (await store.find(collection, query)).filter(({ id }) => !seen.has(id));
    if (found.length === 0) return;
    for (const document of found) {
      const at = Number(document.index[field]);
      if (at > from) seen.clear();
      from = at;
      seen.add(document.id);
      yield document;
    }
  }
}
