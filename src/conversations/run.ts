import type { ActorId } from '../core/ids.ts';
import { StoreUnavailable, type WriteOp } from '../store/store.ts';
import type { ActorBody, ActorDocument, ActorKind, Incoming } from './actor.ts';
import { inOrder, nextBatch, type Row } from './batch.ts';
import { committed, laneHead, maySend, startSending } from './commit.ts';
import type { MailboxContext } from './context.ts';
import { activities } from './documents.ts';
import { indexOf } from './index-of.ts';
import type { Lanes, Started } from './lane.ts';
import { isSettled, missedMarks, settled, settlement } from './settle.ts';
import { ring } from './timer.ts';

/** Waits before a sweep takes a row up again, in ms, by how often it has been tried. */
const retakeAfterMs = [5_000, 15_000, 60_000];
/** Tried so often, a row is not read any more: the person is told and a person gets it. */
const setAsideAt = 3;
/** Tried so often, not even that works: it waits for the operator. */
const abandonAt = 6;
const pendingPage = 200;

export interface RunHooks {
  lanes: Lanes;
  wake(actor: ActorId): void;
  /** Called when the actor's log has grown. */
  grown(actor: ActorId): void;
  /** True for rows that this process accepted and has not worked on yet: waiting for their turn is not failing. */
  isOwn(row: string): boolean;
  /** True for rows that an ended process left and that this one has not worked on yet: they may have ended it. */
  isLeft(row: string): boolean;
  disown(rows: readonly string[]): void;
}

/** Settles what was committed, then answers what is pending, until nothing is. */
export async function run(context: MailboxContext, hooks: RunHooks, actor: ActorId): Promise<void> {
  const kind = context.kind(actor);
  const begun = new Set<string>();
  let hasRung = false;
  while (!context.closing()) {
    const document = await context.store.get(kind.collection, actor);
    if (document && !isSettled(document.body, sends(context, document.body))) {
      await settle(context, hooks, kind, document);
      continue;
    }
    const pending = await context.store.find(activities, {
      where: { conversation: actor },
      range: { field: 'pendingAt', from: 0 },
      limit: pendingPage,
    });
    const missed = document ? missedMarks(document.body, pending) : [];
    if (missed.length > 0) {
      await context.store.write(missed);
      hooks.grown(actor);
      continue;
    }
    const next = nextBatch(pending);
    if (document && next.length === 0 && !hasRung) {
      // Once: a turn that does not move its time on waits for the next sweep.
      hasRung = true;
      if (await ring(context, kind, document)) continue;
    }
    const isOurs = next.some(({ id }) => begun.has(id) || hooks.isLeft(id));
    if (next.length === 0 || (isTriedLater(context, next) && !isOurs)) {
      if (document && laneHead(document.body)) hooks.lanes.kick(actor);
      return;
    }
    for (const { id } of next) begun.add(id);
    const batch = await taken(context, hooks, next);
    const isDone = batch.length > 0 && (await answer(context, hooks, kind, document, batch, actor));
    if (isDone && batch.length === pending.length) return; // what came since woke the actor again
  }
}

export const sends = (context: MailboxContext, body: ActorBody): boolean =>
  context.channel(body.channel)?.send !== undefined;

/**
 * What was tried waits for its next try, and what came after it too: a message that came since is no reason to hurry. A
 * time that no wait leads to was written by a clock that went wrong.
 */
function isTriedLater({ clock }: MailboxContext, [first]: readonly Row[]): boolean {
  if (!first || first.body.tries === 0) return false;
  const waitMs = (first.index.due ?? 0) - clock.now();
  return waitMs > 0 && waitMs <= Math.max(...retakeAfterMs);
}

/** Rows that are late or left without being ours have failed once: that is written down before they are tried again. */
async function taken(context: MailboxContext, hooks: RunHooks, rows: readonly Row[]): Promise<Row[]> {
  const now = context.clock.now();
  const late = rows.filter((row) => !hooks.isOwn(row.id) && ((row.index.due ?? 0) <= now || hooks.isLeft(row.id)));
  hooks.disown(rows.map((row) => row.id));
  if (late.length === 0) return [...rows];
  const tried = late.map((row): Row => {
    const tries = row.body.tries + 1;
    const due = now + (retakeAfterMs[Math.min(tries, retakeAfterMs.length) - 1] ?? 0);
    return { ...row, version: row.version + 1, index: { ...row.index, due }, body: { ...row.body, tries } };
  });
  const outcomes = await context.store.write(
    tried.map((row) => ({ ...row, op: 'replace', collection: activities, version: row.version - 1 })),
  );
  if (outcomes.some((outcome) => outcome !== 'done')) return [];
  const abandoned = tried.filter((row) => row.body.tries >= abandonAt);
  if (abandoned.length > 0) await abandon(context, abandoned);
  if (abandoned.length > 0) return [];
  const retried = tried.find((row) => row.body.tries > 0);
  return retried && rows[0]?.id === retried.id ? [retried] : rows.filter((row) => !late.includes(row));
}

/** Takes rows out of the mailbox that cannot be handled at all; they stay in the store, marked. */
async function abandon(context: MailboxContext, rows: readonly Row[]): Promise<void> {
  for (const row of rows)
    context.log.error({ activity: row.id, tries: row.body.tries }, 'a message waits for the operator');
  await context.store.write(
    rows.map((row) => ({
      op: 'replace',
      collection: activities,
      id: row.id,
      version: row.version,
      index: { conversation: row.index.conversation },
      body: { ...row.body, setAside: true },
    })),
  );
}

/** True when nothing is left to do for these rows but to deliver. */
async function answer(
  context: MailboxContext,
  hooks: RunHooks,
  kind: ActorKind,
  document: ActorDocument | undefined,
  rows: readonly Row[],
  actor: ActorId,
): Promise<boolean> {
  const first = rows[0];
  if (!first) return false;
  const setAside = first.body.tries >= setAsideAt;
  if (setAside) {
    context.metrics.setAside();
    context.log.error({ actor, activity: first.id, tries: first.body.tries }, 'a message was set aside');
  }
  const base = document?.body ?? fresh(kind, first);
  const batch = rows.map(({ id, body }): Incoming => ({
    id,
    kind: body.kind,
    at: body.at,
    internal: body.channel === 'none',
    activity: body.activity,
  }));
  const reference = { ...base.reference, ...referenceOf(batch) };
  const started = performance.now();
  const stopTyping = showTyping(context, base, actor, batch, reference);
  const outcome = await kind
    .turn({
      actor,
      municipality: base.municipality,
      channel: base.channel,
      reference,
      state: document?.body.state as never,
      seq: base.nextSeq,
      batch,
      setAside,
      now: context.clock.now(),
    })
    .finally(stopTyping);
  context.metrics.turn((performance.now() - started) / 1000);
  const decide = (body: ActorBody): ActorBody =>
    committed({ ...body, reference }, batch, outcome as never, context.ids, context.clock.now());
  const lane = hooks.lanes.reserve(actor);
  try {
    const saved = await commit(context, { kind, actor, document, base, rows, decide, hasLane: lane !== undefined });
    if (!saved) return false;
    hooks.grown(actor);
    for (const other of saved.wakes) hooks.wake(other);
    if (saved.sending) lane?.go({ ...saved, settle: () => settle(context, hooks, kind, saved.document) });
    if (!saved.shown) throw new StoreUnavailable('no answer while settling');
    // What is being sent is written down when it was: that settles the document too.
    return saved.sending || (await clear(context, hooks, kind, saved.document));
  } finally {
    lane?.release();
  }
}

const fresh = (kind: ActorKind, row: Row): ActorBody => ({
  municipality: row.body.municipality,
  channel: kind.channel ?? row.body.channel,
  reference: {},
  nextSeq: 1,
  state: undefined,
  handled: [],
  outbox: [],
});

/** Where answers go: the address of the newest activity that has one. */
function referenceOf(batch: readonly Incoming[]) {
  const addressed = batch.filter(
    ({ activity }) => activity.serviceUrl !== undefined && activity.conversation !== undefined,
  );
  const activity = addressed.at(-1)?.activity;
  if (!activity) return {};
  const { id, serviceUrl, channelId, conversation, recipient, from, locale } = activity;
  return {
    ...(id === undefined ? {} : { activityId: id }),
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
    ...(channelId === undefined ? {} : { channelId }),
    ...(conversation === undefined ? {} : { conversation }),
    ...(recipient === undefined ? {} : { bot: recipient }),
    ...(from === undefined ? {} : { user: from }),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** A sign that the bot is busy, only when the turn takes so long that somebody could wonder. */
function showTyping(
  context: MailboxContext,
  body: ActorBody,
  actor: ActorId,
  batch: readonly Incoming[],
  reference: ActorBody['reference'],
): () => void {
  const channel = context.channel(body.channel);
  if (!channel?.typing || batch.every((row) => row.activity.type !== 'message')) return () => {};
  return context.clock.after(400, () => {
    channel.typing?.(actor, reference).catch(() => undefined);
  });
}

interface Decision {
  kind: ActorKind;
  actor: ActorId;
  document: ActorDocument | undefined;
  base: ActorBody;
  /** What it is about. */
  rows: readonly Row[];
  decide(body: ActorBody): ActorBody;
  /** Whether the lane was kept for it: then the commit may begin a send. */
  hasLane: boolean;
}

interface Committed extends Omit<Started, 'settle'> {
  sending: boolean;
  /** Other actors whose mailboxes got something. */
  wakes: ActorId[];
}

/**
 * One conditional write of the decision, and behind it, when it is taken, what the log shows of it. A version that moved
 * only because something was delivered is no other turn: the decision is laid over it. Another turn's commit makes this
 * one start over (undefined).
 */
async function commit(
  context: MailboxContext,
  { kind, actor, document, base, rows, decide, hasLane }: Decision,
): Promise<Committed | undefined> {
  let current = document;
  for (;;) {
    const decided = decide(current?.body ?? base);
    const { body, sending } = hasLane ? sendingAtOnce(context, decided) : { body: decided, sending: false };
    const index = indexOf(context, kind, body);
    const { ops, wakes } = settlement(actor, body, inOrder(rows), {
      sends: sends(context, body),
      now: context.clock.now(),
      tick: context.tick,
    });
    const named = { collection: kind.collection, id: actor, index, body, fence: true } as const;
    const outcomes = await context.store.write([
      current ? { op: 'replace', version: current.version, ...named } : { op: 'insert', ...named },
      ...ops,
    ]);
    const [outcome] = outcomes;
    if (outcome === 'done') {
      const isShown = !outcomes.includes('unknown');
      const saved = { id: actor, version: (current?.version ?? 0) + 1, index, body };
      return { document: saved, sending, wakes, ...(isShown && { shown: insertedRows(ops) }) };
    }
    if (outcome === 'unknown') throw new StoreUnavailable('no answer to a commit');
    current = await context.store.get(kind.collection, actor);
    if (!current || current.body.nextSeq !== base.nextSeq || current.body.handled.length > 0) return undefined;
  }
}

const insertedRows = (ops: readonly WriteOp[]): Map<string, Row> =>
  new Map(ops.flatMap((op) => (op.op === 'insert' ? [[op.id, { ...op, version: 1 } as unknown as Row] as const] : [])));

/** The commit itself takes the lane when it is free, which spares a write. */
function sendingAtOnce(context: MailboxContext, body: ActorBody): { body: ActorBody; sending: boolean } {
  const now = context.clock.now();
  const head = laneHead(body);
  const free = body.sender === undefined && body.outbox.every((entry) => entry.trying === undefined);
  if (!head || !free || head.notBefore > now || !sends(context, body) || !maySend(body, context.owner, now)) {
    return { body, sending: false };
  }
  return { body: startSending(body, head, context.owner, now), sending: true };
}

/** Takes out of the document what the log shows. False when somebody else changed it in between. */
async function clear(
  context: MailboxContext,
  hooks: RunHooks,
  kind: ActorKind,
  { id, version, body: shown }: ActorDocument,
): Promise<boolean> {
  const body = settled(shown, shown, sends(context, shown));
  const index = indexOf(context, kind, body);
  const [outcome] = await context.store.write([
    { op: 'replace', collection: kind.collection, id, version, index, body },
  ]);
  if (outcome === 'unknown') throw new StoreUnavailable('no answer while settling');
  if (laneHead(body)) hooks.lanes.kick(id);
  return outcome === 'done';
}

/** Lets the log show what was committed. Somebody else's change in between is no harm: they settle too. */
export async function settle(
  context: MailboxContext,
  hooks: Pick<RunHooks, 'wake' | 'grown'>,
  kind: ActorKind,
  document: ActorDocument,
): Promise<void> {
  const { store } = context;
  const rows = await rowsOf(context, document.body);
  const { ops, body, wakes } = settlement(document.id, document.body, inOrder(rows), {
    sends: sends(context, document.body),
    now: context.clock.now(),
    tick: context.tick,
  });
  const outcomes = await store.write([
    ...ops,
    {
      op: 'replace',
      collection: kind.collection,
      id: document.id,
      version: document.version,
      index: indexOf(context, kind, body),
      body,
    },
  ]);
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while settling');
  hooks.grown(document.id);
  for (const actor of wakes) hooks.wake(actor);
}

async function rowsOf(context: MailboxContext, body: ActorBody): Promise<Row[]> {
  const rows = await Promise.all(body.handled.map(({ id }) => context.store.get(activities, id)));
  return rows.filter((row) => row !== undefined);
}
