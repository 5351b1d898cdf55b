import type { ActorId } from '../core/ids.ts';
import { kindOf } from '../core/activity.ts';
import type { WriteOp } from '../store/store.ts';
import type { Row } from './batch.ts';
import { settleWithinMs } from './commit.ts';
import { activities, type ActivityIndex, type ActivityRow } from './documents.ts';
import type { ActorBody, OutboxEntry } from './actor.ts';

/**
 * What the last commit decided and the log does not show yet, as writes in seq order, and the document after them.
 * Repeating it changes nothing: rows that are marked are skipped, inserts that arrived before are refused.
 */
export function settlement<State>(
  actor: ActorId,
  body: ActorBody<State>,
  handledRows: readonly Row[],
  options: { sends: boolean; now: number; tick: () => number },
): { ops: WriteOp[]; body: ActorBody<State>; wakes: ActorId[] } {
  const seqOf = new Map(body.handled.map(({ id, seq }) => [id, seq]));
  const marks = handledRows
    .filter((row) => row.index.pendingAt !== undefined)
    .map((row) => ({ seq: seqOf.get(row.id) ?? 0, op: markHandled(row, seqOf.get(row.id)) }));
  const replies = body.outbox
    .filter((entry) => entry.seq !== undefined)
    .map((entry) => ({ seq: entry.seq ?? 0, op: insertReply(actor, body, entry, options) }));
  const others = body.outbox.filter((entry) => entry.to !== 'channel');
  const ops = [
    ...[...marks, ...replies].sort((a, b) => a.seq - b.seq).map(({ op }) => op),
    ...others.map((entry) => insertElsewhere(body, entry, options.tick())),
  ];
  return { ops, body: settled(body, body, options.sends), wakes: others.map((entry) => entry.to as ActorId) };
}

/** The document without what the log shows since `shown` was settled; what came into it after that stays. */
export function settled<State>(body: ActorBody<State>, shown: ActorBody, sends: boolean): ActorBody<State> {
  const gone = new Set(shown.outbox.filter((entry) => !sends || entry.to !== 'channel').map(({ id }) => id));
  const outbox = body.outbox.filter(({ id }) => !gone.has(id));
  // The next turn's commit moves the seq: what that one handled is not settled by this.
  if (body.handled.length === 0 || body.nextSeq !== shown.nextSeq) return { ...body, outbox };
  return { ...body, handled: [], marked: body.handled, outbox };
}

/** For rows of the last commit that still wait: another process noted a try on them while they were being marked. */
export function missedMarks(body: ActorBody, pending: readonly Row[]): WriteOp[] {
  const seqOf = new Map(body.marked?.map(({ id, seq }) => [id, seq]));
  return pending.filter(({ id }) => seqOf.has(id)).map((row) => markHandled(row, seqOf.get(row.id)));
}

/** Whether a document holds anything that `settlement` would write. */
export const isSettled = (body: ActorBody, sends: boolean): boolean =>
  body.handled.length === 0 && body.outbox.every((entry) => sends && entry.to === 'channel');

function markHandled(row: Row, seq: number | undefined): WriteOp {
  const index: ActivityIndex = { conversation: row.index.conversation };
  if (seq !== undefined) index.seq = seq;
  return { op: 'replace', collection: activities, id: row.id, version: row.version, index, body: row.body };
}

function insertReply(
  actor: ActorId,
  body: ActorBody,
  entry: OutboxEntry,
  options: { sends: boolean; now: number },
): WriteOp {
  const row: ActivityRow = {
    conversation: actor,
    channel: body.channel,
    municipality: body.municipality,
    direction: 'out',
    kind: kindOf(entry.activity),
    at: options.now,
    arrivedAt: options.now,
    tries: 0,
    activity: entry.activity,
    delivery: { state: options.sends ? 'accepted' : 'stored', attempts: 0, inDoubt: 0 },
  };
  const index: ActivityIndex = { conversation: actor };
  if (entry.seq !== undefined) index.seq = entry.seq;
  return { op: 'insert', collection: activities, id: entry.id, index, body: row };
}

/** An entry to another actor is delivered by standing in its mailbox under the entry's own id. */
function insertElsewhere(body: ActorBody, entry: OutboxEntry, now: number): WriteOp {
  return arrivalRow({
    id: entry.id,
    conversation: entry.to,
    channel: 'none',
    municipality: body.municipality,
    activity: entry.activity,
    at: now,
    now,
  });
}

interface NewArrival {
  id: string;
  conversation: ActorId;
  channel: ActivityRow['channel'];
  municipality: string;
  activity: ActivityRow['activity'];
  at: number;
  now: number;
}

/** The write that puts an activity into an actor's mailbox. */
export function arrivalRow(arrival: NewArrival): WriteOp & { op: 'insert' } {
  const body: ActivityRow = {
    conversation: arrival.conversation,
    channel: arrival.channel,
    municipality: arrival.municipality,
    direction: 'in',
    kind: kindOf(arrival.activity),
    at: arrival.at,
    arrivedAt: arrival.now,
    tries: 0,
    activity: arrival.activity,
  };
  const index: ActivityIndex = {
    conversation: arrival.conversation,
    pendingAt: arrival.now,
    due: arrival.now + settleWithinMs,
  };
  return { op: 'insert', collection: activities, id: arrival.id, index, body };
}
