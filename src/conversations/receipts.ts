import type { ActivityId, ActorId } from '../core/ids.ts';
import { StoreUnavailable, type Document } from '../store/store.ts';
import type { MailboxContext } from './context.ts';
import { activities, type ActivityIndex, type ActivityRow, type DeliveryState } from './documents.ts';
import { arrivalRow } from './settle.ts';

const rank: Record<DeliveryState, number> = { stored: 0, accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

/** Moves an outgoing row up. False when the row is not known. `failed` also tells the conversation, once. */
export async function recordReceipt(
  context: MailboxContext,
  about: { entry: ActivityId } | { channel: string; platformId: string },
  state: DeliveryState,
  wake: (actor: ActorId) => void,
): Promise<boolean> {
  for (;;) {
    const row = await findRow(context, about);
    if (!row?.body.delivery) return false;
    if (rank[row.body.delivery.state] >= rank[state]) return true;
    const body: ActivityRow = { ...row.body, delivery: { ...row.body.delivery, state } };
    const outcomes = await context.store.write([
      ...(state === 'failed' ? [failedEvent(context, row)] : []),
      { op: 'replace', collection: activities, id: row.id, version: row.version, index: row.index, body },
    ]);
    const outcome = outcomes.at(-1);
    if (outcome === 'unknown') throw new StoreUnavailable('no answer to a receipt');
    if (outcome !== 'done') continue;
    if (state === 'failed') wake(row.body.conversation);
    return true;
  }
}

type Row = Document<ActivityRow, ActivityIndex>;

async function findRow(
  context: MailboxContext,
  about: { entry: ActivityId } | { channel: string; platformId: string },
): Promise<Row | undefined> {
  if ('entry' in about) return context.store.get(activities, about.entry);
  const platform = `${about.channel}:${about.platformId}`;
  return (await context.store.find(activities, { where: { platform }, limit: 1 }))[0];
}

function failedEvent(context: MailboxContext, row: Row) {
  const now = context.clock.now();
  return arrivalRow({
    id: context.ids.of('delivery.failed', row.id),
    conversation: row.body.conversation,
    channel: 'none',
    municipality: row.body.municipality,
    activity: { type: 'event', name: 'delivery.failed', value: { entry: row.id } },
    at: now,
    now,
  });
}
