import type { Activity, ReplyChannelData } from '../core/activity.ts';
import type { ActivityId, ActorId } from '../core/ids.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { MailboxContext } from './context.ts';
import { activities } from './documents.ts';
import { indexOf } from './index-of.ts';
import { readLog } from './log.ts';

interface Wanted {
  conversation: ActorId;
  messages: readonly ActivityId[];
  timeoutMs: number;
}

/**
 * Waits for the replies to these messages and takes them out of the outbox before it gives them: from then on the
 * request delivers them. What is not there in time is left to the connector.
 */
export async function collectReplies(
  context: MailboxContext,
  follow: (actor: ActorId, listener: () => void) => () => void,
  wanted: Wanted,
): Promise<Activity[]> {
  const until = context.clock.now() + wanted.timeoutMs;
  for (;;) {
    const grown = nextGrowth(context, follow, wanted.conversation, until);
    const replies = await repliesSoFar(context, wanted);
    if (replies) {
      grown.stop();
      if (await areGiven(context, replies)) return replies.map(({ activity }) => activity);
      return (await takeOver(
        context,
        wanted.conversation,
        replies.map(({ id }) => id),
      ))
        ? replies.map(({ activity }) => activity)
        : [];
    }
    if (context.clock.now() >= until) return [];
    await grown.happens;
  }
}

function nextGrowth(
  context: MailboxContext,
  follow: (actor: ActorId, listener: () => void) => () => void,
  conversation: ActorId,
  until: number,
): { happens: Promise<void>; stop: () => void } {
  let stop = (): void => {};
  const happens = new Promise<void>((resolve) => {
    const unfollow = follow(conversation, () => stop());
    const cancel = context.clock.after(Math.max(0, until - context.clock.now()), () => stop());
    stop = () => {
      unfollow();
      cancel();
      resolve();
    };
  });
  return { happens, stop: () => stop() };
}

async function repliesSoFar(
  context: MailboxContext,
  { conversation, messages }: Wanted,
): Promise<{ id: string; activity: Activity }[] | undefined> {
  const rows = await Promise.all(messages.map((id) => context.store.get(activities, id)));
  const seqs = rows.map((row) => row?.index.seq);
  const first = seqs.reduce(
    (low, seq) => (seq !== undefined && (low === undefined || seq < low) ? seq : low),
    undefined,
  );
  if (first === undefined || seqs.includes(undefined)) return undefined;
  const { entries } = await readLog(context.store, conversation, { afterSeq: first, limit: 50 });
  const replies = entries.filter(
    (entry) => entry.direction === 'out' && answers(entry.activity).some((id) => messages.includes(id)),
  );
  const answered = new Set(replies.flatMap((entry) => answers(entry.activity)));
  return messages.every((id) => answered.has(id)) ? replies : undefined;
}

const answers = (activity: Activity): string[] => (activity.channelData as ReplyChannelData | undefined)?.answers ?? [];

/** Whether an earlier request that waited for the same messages already gave these replies: then the repeat gives them too. */
async function areGiven(context: MailboxContext, replies: readonly { id: string }[]): Promise<boolean> {
  const rows = await Promise.all(replies.map(({ id }) => context.store.get(activities, id)));
  return rows.every((row) => row?.body.delivery?.state === 'sent' && row.body.delivery.platformId === undefined);
}

/** False when the connector had begun to send one of them. */
async function takeOver(context: MailboxContext, actor: ActorId, replies: readonly string[]): Promise<boolean> {
  const kind = context.kind(actor);
  for (;;) {
    const document = await context.store.get(kind.collection, actor);
    const mine = document?.body.outbox.filter(({ id }) => replies.includes(id)) ?? [];
    if (!document || mine.length < replies.length || mine.some(({ trying }) => trying !== undefined)) return false;
    const body = { ...document.body, outbox: document.body.outbox.filter(({ id }) => !replies.includes(id)) };
    const index = indexOf(context, kind, body);
    const rows = await Promise.all(replies.map((id) => context.store.get(activities, id)));
    const outcomes = await context.store.write([
      { op: 'replace', collection: kind.collection, id: actor, version: document.version, index, body },
      ...rows
        .filter((row) => row !== undefined)
        .map((row) => ({
          op: 'replace' as const,
          collection: activities,
          id: row.id,
          version: row.version,
          index: row.index,
          body: { ...row.body, delivery: { state: 'sent' as const, attempts: 1, inDoubt: 0 } },
        })),
    ]);
    if (outcomes[0] === 'done') return true;
    if (outcomes[0] === 'unknown') throw new StoreUnavailable('no answer while taking over replies');
  }
}
