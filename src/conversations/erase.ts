import type { ConversationReference } from '../core/activity.ts';
import type { ActorId } from '../core/ids.ts';
import type { WriteOp } from '../store/store.ts';
import type { ActorBody } from './actor.ts';
import type { Row } from './batch.ts';
import type { MailboxContext } from './context.ts';
import { activities, type ActivityRow } from './documents.ts';
import { indexOf } from './index-of.ts';
import { settledDocument, written, type EraseHooks } from './settled-document.ts';
import { trim, type Trimming } from './trim.ts';

const page = 200;
/** Rows without a place in the log: those that wait, and those that were given up. */
const mostPlaceless = 1_000;
/** Platforms send a message again for seven days: so long its id is remembered, and a day more. */
export const erasedIdStaysMs = 8 * 24 * 3_600_000;

export interface Erasure {
  /** Its own id: repeated with the same one, it goes on where it was cut off. */
  id: string;
  /** ms. What people sent later and has no turn yet is answered as something new. */
  askedAt: number;
}

/**
 * Takes content out of actors. Every member can be cut off anywhere and repeated, and runs beside turns. Throws
 * `StoreUnavailable`; then it is to be repeated.
 */
export interface Erasing {
  /** Nothing stays of its log and its outbox; of its state, what its kind keeps; its place goes on at a higher seq. */
  empty(actor: ActorId, erasure: Erasure): Promise<void>;
  /** Nothing stays but the ids of what was in its log, for eight days. */
  remove(actor: ActorId, erasure: Erasure): Promise<void>;
  /** Takes the content out of single rows; their places stay. Resolves with how many. */
  emptyRows(actor: ActorId, isErased: (row: ActivityRow, id: string) => boolean): Promise<number>;
  /** Takes away what is older, as many rows as `batch`. Resolves with how many. */
  trim(actor: ActorId, trimming: Trimming): Promise<number>;
  /** Forgets ids that have been remembered for long enough. Resolves with how many. */
  forgetIds(batch: number): Promise<number>;
}

export function createErasing(context: MailboxContext, hooks: EraseHooks): Erasing {
  return {
    async empty(actor, erasure) {
      const first = await emptied(context, hooks, actor, erasure);
      await eraseRows(context, actor, (row) => isBefore(row, erasure, first));
      hooks.grown(actor);
    },
    async remove(actor, erasure) {
      await removeDocument(context, hooks, actor);
      const removedAt = Math.max(context.clock.now(), erasure.askedAt);
      await eraseRows(context, actor, (row) => row.body.arrivedAt <= removedAt || row.body.channel === 'none');
      hooks.grown(actor);
    },
    emptyRows: (actor, isErased) => emptyRows(context, actor, isErased),
    trim: (actor, trimming) => trim(context, hooks, actor, trimming),
    async forgetIds(batch) {
      const range = { field: 'erasedAt', below: context.clock.now() - erasedIdStaysMs };
      const rows = await context.store.find(activities, { range, limit: batch });
      await written(
        context,
        rows.map(({ id, version }) => ({ op: 'remove', collection: activities, id, version })),
      );
      return rows.length;
    },
  };
}

/** The first seq that an actor's log still has. */
export const keptFrom = async (context: MailboxContext, actor: ActorId): Promise<number> =>
  (await context.store.get(context.kind(actor).collection, actor))?.body.keptFrom ?? 1;

/** All at once in one conditional write, after which no turn under way can commit. Resolves with the log's first seq. */
async function emptied(
  context: MailboxContext,
  hooks: EraseHooks,
  actor: ActorId,
  { id }: Erasure,
): Promise<number | undefined> {
  const kind = context.kind(actor);
  for (;;) {
    const document = await settledDocument(context, hooks, actor);
    if (!document) return undefined;
    if (document.body.erasure === id) return document.body.keptFrom;
    const { municipality, channel, reference, nextSeq, state } = document.body;
    const first = nextSeq + 1;
    const body: ActorBody = {
      municipality,
      channel,
      reference: nameless(reference),
      nextSeq: first,
      keptFrom: first,
      state: kind.emptied?.(state as never, { isForgotten: true, at: context.clock.now() }),
      handled: [],
      outbox: [],
      erasure: id,
    };
    const index = indexOf(context, kind, body);
    const replace: WriteOp = {
      op: 'replace',
      collection: kind.collection,
      id: actor,
      version: document.version,
      index,
      body,
    };
    await written(context, [replace]);
  }
}

async function removeDocument(context: MailboxContext, hooks: EraseHooks, actor: ActorId): Promise<void> {
  const { collection } = context.kind(actor);
  for (;;) {
    const document = await settledDocument(context, hooks, actor);
    if (!document) return;
    await written(context, [{ op: 'remove', collection, id: actor, version: document.version }]);
  }
}

/** Where answers go, without what somebody is called there. */
function nameless(reference: Partial<ConversationReference>): Partial<ConversationReference> {
  const { user, conversation } = reference;
  return {
    ...reference,
    ...(user ? { user: { ...user, name: '' } } : {}),
    ...(conversation ? { conversation: { ...conversation, name: '' } } : {}),
  };
}

/** What was there when it was asked; what came in from outside since and waits for its turn is not. */
function isBefore({ index, body }: Row, { askedAt }: Erasure, first: number | undefined): boolean {
  if (index.seq !== undefined) return first === undefined || index.seq < first;
  return index.pendingAt === undefined || body.arrivedAt <= askedAt || isOldNews(body);
}

/** Of what others said to the old conversation only the end of its erasing is for the new one. */
const isOldNews = ({ channel, activity }: ActivityRow): boolean => channel === 'none' && activity.name !== 'erase.done';

async function eraseRows(context: MailboxContext, actor: ActorId, isErased: (row: Row) => boolean): Promise<void> {
  const where = { conversation: actor };
  const find = async (): Promise<Row[]> => {
    const inLog = await context.store.find(activities, { where, range: { field: 'seq', from: 0 }, limit: page });
    const erased = inLog.filter(isErased);
    if (erased.length > 0) return erased;
    const all = await context.store.find(activities, { where, limit: mostPlaceless });
    return all.filter((row) => row.index.seq === undefined && isErased(row)).slice(0, page);
  };
  for (let rows = await find(); rows.length > 0; rows = await find()) {
    const now = context.clock.now();
    await written(
      context,
      rows.map((row) => ({ ...idOnly(row, now), op: 'replace', collection: activities })),
    );
  }
}

/** Nothing but the id, which is a keyed hash, and when that may go too. */
const idOnly = ({ id, version, body }: Row, now: number) => ({
  id,
  version,
  index: { erasedAt: now },
  body: { ...withoutContent(body), conversation: '', at: now, arrivedAt: now },
});

const withoutContent = ({ conversation, municipality, direction, at, arrivedAt }: ActivityRow): ActivityRow => ({
  conversation,
  channel: 'none',
  municipality,
  direction,
  kind: 'other',
  at,
  arrivedAt,
  tries: 0,
  activity: { type: 'event', name: 'erased' },
});

async function emptyRows(
  context: MailboxContext,
  actor: ActorId,
  isErased: (row: ActivityRow, id: string) => boolean,
): Promise<number> {
  let count = 0;
  for (let after = 0; ;) {
    const range = { field: 'seq', after } as const;
    const rows = await context.store.find(activities, { where: { conversation: actor }, range, limit: page });
    const last = rows.at(-1)?.index.seq;
    if (last === undefined) return count;
    const found = rows.filter(({ id, body }) => body.activity.name !== 'erased' && isErased(body, id));
    const outcomes = await written(
      context,
      found.map(({ id, version, index: { platform: _, ...index }, body }) => ({
        op: 'replace',
        collection: activities,
        id,
        version,
        index,
        body: withoutContent(body),
      })),
    );
    count += outcomes.filter((outcome) => outcome === 'done').length;
    if (!outcomes.includes('conflict')) after = last;
  }
}
