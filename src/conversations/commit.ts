import type { Ids } from '../core/ids.ts';
import type { ActorBody, Incoming, OutboxDraft, OutboxEntry, TurnOutcome } from './actor.ts';

/** A document that is not settled this long after its commit is taken up by a sweep, in ms. */
export const settleWithinMs = 2_000;
/** How long a process may deliver before another takes over, in ms. */
export const senderLeaseMs = 30_000;

/** The document after a turn: state, the batch's places in the log, and what is to be sent. */
export function committed<State>(
  body: ActorBody<State>,
  batch: readonly Incoming[],
  outcome: TurnOutcome<State>,
  ids: Ids,
  now: number,
): ActorBody<State> {
  const handled = batch.map((row, index) => ({ id: row.id, seq: body.nextSeq + index }));
  const wait = batch.some((row) => row.activity.deliveryMode === 'expectReplies') ? expectRepliesMs : 0;
  const entries = toEntries(outcome.entries, {
    key: batch[0]?.id ?? '',
    nextSeq: body.nextSeq + batch.length,
    notBefore: now + wait,
    ids,
  });
  const nextSeq = body.nextSeq + batch.length + entries.filter((entry) => entry.seq !== undefined).length;
  const since = body.since ?? now;
  return { ...body, state: outcome.state, handled, nextSeq, since, outbox: [...body.outbox, ...entries] };
}

/** Replies that the request itself waits for are held back from the connector this long, in ms. */
export const expectRepliesMs = 10_500;

interface EntryContext {
  key: string;
  nextSeq: number;
  notBefore: number;
  ids: Ids;
}

/** Entry ids come from what caused them, so a repeat of the same cause makes the same entries. */
export function toEntries(drafts: readonly OutboxDraft[], context: EntryContext): OutboxEntry[] {
  let seq = context.nextSeq;
  return drafts.map((draft, index) => {
    const op = draft.op ?? 'send';
    const id = context.ids.of('out', context.key, String(index));
    const place = draft.to === 'channel' && op === 'send' ? { seq: seq++ } : {};
    return { ...draft, op, id, ...place, tries: 0, notBefore: context.notBefore };
  });
}

/** Whether this process may deliver for the actor. */
export const maySend = (body: ActorBody, owner: string, now: number): boolean =>
  !body.sender || body.sender.owner === owner || body.sender.until <= now;

/** The next entry of the channel's lane: urgent ones first, else in order. */
export const laneHead = (body: ActorBody): OutboxEntry | undefined => {
  const lane = body.outbox.filter((entry) => entry.to === 'channel');
  return lane.find((entry) => entry.urgent) ?? lane[0];
};

/** The same document with its lane's head marked as being sent by `owner`. */
export function startSending<State>(
  body: ActorBody<State>,
  entry: OutboxEntry,
  owner: string,
  now: number,
): ActorBody<State> {
  return {
    ...body,
    sender: { owner, until: now + senderLeaseMs },
    outbox: body.outbox.map((other) =>
      other.id === entry.id ? { ...other, trying: now, tries: other.tries + 1 } : other,
    ),
  };
}

/** When a sweep must look at the document again: absent when nothing is left to do. */
export function dueAt(body: ActorBody, now: number): number | undefined {
  if (body.handled.length > 0) return now + settleWithinMs;
  if (body.outbox.some((entry) => entry.to !== 'channel')) return now + settleWithinMs;
  const head = laneHead(body);
  if (!head) return undefined;
  if (head.trying !== undefined) return Math.max(now, body.sender?.until ?? now);
  return Math.max(head.notBefore, now + settleWithinMs);
}
