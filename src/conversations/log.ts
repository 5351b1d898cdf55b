import type { LogEntry, LogPage } from '../channels/channel.ts';
import type { ActorId } from '../core/ids.ts';
import type { Store } from '../store/store.ts';
import { activities } from './documents.ts';

/** Event activities and conversation updates are ours: no channel shows them. */
const isShown = (type: string | undefined): boolean => type === 'message' || type === 'endOfConversation';

/**
 * Rows after a seq, in order. A page ends before a gap: what is missing is being written and comes with the next page.
 * What is before `keptFrom` was erased and never comes; it is asked for only where there is a gap.
 */
export async function readLog(
  store: Store,
  conversation: ActorId,
  { afterSeq, limit, keptFrom }: { afterSeq: number; limit: number; keptFrom?: () => Promise<number> },
): Promise<LogPage> {
  const rows = await store.find(activities, {
    where: { conversation },
    range: { field: 'seq', after: afterSeq },
    limit,
  });
  const entries: LogEntry[] = [];
  const first = rows[0]?.index.seq;
  const isGap = first !== undefined && first !== afterSeq + 1;
  let watermark = isGap && keptFrom ? Math.max(afterSeq, (await keptFrom()) - 1) : afterSeq;
  for (const row of rows) {
    const seq = row.index.seq ?? 0;
    if (seq <= watermark) continue;
    if (seq !== watermark + 1) break;
    watermark = seq;
    const { direction, arrivedAt, activity } = row.body;
    entries.push({ seq, id: row.id, direction, at: arrivedAt, visible: isShown(activity.type), activity });
  }
  return { entries, watermark };
}
