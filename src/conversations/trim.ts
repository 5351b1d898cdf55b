import type { ActorId } from '../core/ids.ts';
import type { ActorBody, ActorDocument } from './actor.ts';
import type { Row } from './batch.ts';
import type { MailboxContext } from './context.ts';
import { activities } from './documents.ts';
import { indexOf } from './index-of.ts';
import { settledDocument, written, type EraseHooks } from './settled-document.ts';

export interface Trimming {
  /** ms; more than eight days ago, since no id stays of what is trimmed. */
  before: number;
  batch: number;
}

/**
 * The oldest rows of a log. The document first says where the log begins, then the rows go, then it says how old the
 * oldest is: cut off in between, the next one finds the rest. A log that is empty after it leaves nothing, but the
 * address of somebody who can still be written to.
 */
export async function trim(
  context: MailboxContext,
  hooks: EraseHooks,
  actor: ActorId,
  { before, batch }: Trimming,
): Promise<number> {
  const document = await settledDocument(context, hooks, actor);
  if (!document) return 0;
  const where = { conversation: actor };
  const range = { field: 'seq', from: 0 };
  const rows: Row[] = await context.store.find(activities, { where, range, limit: batch + 1 });
  const fresh = rows.findIndex(({ body }) => body.arrivedAt >= before);
  const old = rows.slice(0, fresh === -1 ? batch : Math.min(fresh, batch));
  const next = rows[old.length];
  const first = next?.index.seq ?? document.body.nextSeq;
  const begun = await replaced(context, document, { ...document.body, keptFrom: first });
  if (!begun) return 0;
  await written(
    context,
    old.map(({ id }) => ({ op: 'remove', collection: activities, id })),
  );
  if (next) await replaced(context, begun, { ...begun.body, since: next.body.arrivedAt });
  else await end(context, begun);
  return old.length;
}

/** Nobody was there for so long: what the state remembers is as old as the log was. */
async function end(context: MailboxContext, document: ActorDocument): Promise<void> {
  const { id, body } = document;
  const kind = context.kind(id);
  const rest = await context.store.find(activities, { where: { conversation: id }, limit: 200 });
  if (rest.some(({ index }) => index.seq !== undefined || index.pendingAt !== undefined) || body.outbox.length > 0) {
    return;
  }
  await written(
    context,
    rest.map((row) => ({ op: 'remove', collection: activities, id: row.id })),
  );
  const state: unknown = kind.emptied?.(body.state as never, { isForgotten: false, at: context.clock.now() });
  const { since: _since, ...addressed } = { ...body, state };
  if (body.channel !== 'web' && document.index.person !== undefined) {
    await replaced(context, document, addressed);
    return;
  }
  await written(context, [{ op: 'remove', collection: kind.collection, id, version: document.version }]);
}

async function replaced(
  context: MailboxContext,
  { id, version }: ActorDocument,
  body: ActorBody,
): Promise<ActorDocument | undefined> {
  const kind = context.kind(id);
  const index = indexOf(context, kind, body);
  const [outcome] = await written(context, [{ op: 'replace', collection: kind.collection, id, version, index, body }]);
  return outcome === 'done' ? { id, version: version + 1, index, body } : undefined;
}
