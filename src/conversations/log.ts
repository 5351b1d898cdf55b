import type { LogEntry, LogPage } from '../channels/channel.ts';
import type { ActorId } from '../core/ids.ts';
import type { Store } from '../store/store.ts';
import { activities } from './documents.ts';

/** Event activities and conversation updates are ours: no channel shows them. */
const isShown = (type: string | undefined): boolean => type === 'message' || type === 'endOfConversation';

/** Rows after a seq, in order. A page ends before a gap: what is missing is being written and comes with the next page. */
export async function readLog(store: Store, conversation: ActorId, afterSeq: number, limit: number): Promise<LogPage> {
  const rows = await store.find(activities, {
    where: { conversation },
    range: { field: 'seq', after: afterSeq },
    limit,
  });
  const entries: LogEntry[] = [];
  let watermark = afterSeq;
  for (const row of rows) {
    const seq = row.index.seq ?? 0;
    if (seq !== watermark + 1) break;
    watermark = seq;
    const { direction, arrivedAt, activity } = row.body;
    entries.push({ seq, id: row.id, direction, at: arrivedAt, visible: isShown(activity.type), activity });
  }
  return { entries, watermark };
}
