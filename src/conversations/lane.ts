import type { Channel } from '../channels/channel.ts';
import { reasonOf, SendFailure } from '../core/errors.ts';
import type { ActorId } from '../core/ids.ts';
import { StoreUnavailable, type WriteOp } from '../store/store.ts';
import type { Row } from './batch.ts';
import { laneHead, maySend, startSending } from './commit.ts';
import type { MailboxContext } from './context.ts';
import { activities, type DeliveryRecord } from './documents.ts';
import type { ActorBody, ActorDocument, OutboxEntry } from './actor.ts';
import { indexOf } from './index-of.ts';
import { retryRules, waitBeforeRetry } from './retry-policy.ts';
import { arrivalRow, settled } from './settle.ts';

const postTimeoutMs = 10_000;
/** Above this many waiting entries a person is told and the lane is tried rarely. */
export const parkedAbove = 20;
const parkedRetryMs = 600_000;

/** A send that the commit itself began. */
export interface Started {
  document: ActorDocument;
  /** The rows of what the commit said, by id, when the log is known to show all that it decided. */
  shown?: ReadonlyMap<string, Row>;
  /** Lets the log show it where that is not known. */
  settle(): Promise<void>;
}

export interface Lanes {
  /** Delivers what the actor's channel lane holds, one after the other, unless that is already being done. */
  kick(actor: ActorId): void;
  /** Keeps the lane for a commit that may begin a send, so that nobody here takes that send for one that was cut off. */
  reserve(actor: ActorId): Reserved | undefined;
  /** Resolves when no lane is being worked on. */
  idle(): Promise<void>;
}

/** A lane that is kept, until one of the two is called. */
export interface Reserved {
  /** Goes on with what the commit began. */
  go(started: Started): void;
  /** The commit began nothing. */
  release(): void;
}

export function createLanes(context: MailboxContext, wake: (actor: ActorId) => void): Lanes {
  const running = new Map<ActorId, { again: boolean; done: Promise<void> }>();

  /** Works when `begin` says so; resolves to nothing when there is nothing to do. */
  function occupy(actor: ActorId, begin: Promise<Start | undefined>): void {
    const lane = { again: false, done: Promise.resolve() };
    lane.done = begin
      .then((start) => start && work(context, actor, wake, start.started))
      .catch((error: unknown) =>
        context.log.error({ actor, reason: reasonOf(error) }, 'a lane stopped; a sweep takes it up'),
      )
      .finally(() => {
        running.delete(actor);
        if (lane.again && !context.closing()) kick(actor);
      });
    running.set(actor, lane);
  }

  function kick(actor: ActorId): void {
    const current = running.get(actor);
    if (current) current.again = true;
    else occupy(actor, Promise.resolve({}));
  }

  function reserve(actor: ActorId): Reserved | undefined {
    if (running.has(actor)) return undefined;
    const start = Promise.withResolvers<Start | undefined>();
    occupy(actor, start.promise);
    return { go: (started) => start.resolve({ started }), release: () => start.resolve(undefined) };
  }

  return {
    kick,
    reserve,
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map((lane) => lane.done));
    },
  };
}

interface Start {
  /** Absent: the lane looks for itself what there is to send. */
  started?: Started;
}

async function work(context: MailboxContext, actor: ActorId, wake: (actor: ActorId) => void, started?: Started) {
  let document = started?.document ?? (await begin(context, actor));
  // What is sent leaves the document: the log must have it by then.
  if (started && !started.shown) await started.settle();
  while (document) {
    const entry = laneHead(document.body);
    const channel = context.channel(document.body.channel);
    if (!entry?.trying || !channel?.send) return;
    const result = await attempt(channel, actor, document.body, entry, await targetOf(context, entry));
    document = await record(context, { actor, channel: channel.name, document, started }, entry, result, wake);
  }
}

type Result = { platformId?: string; failure?: undefined } | { failure: SendFailure };

async function attempt(
  channel: Channel,
  actor: ActorId,
  body: ActorBody,
  entry: OutboxEntry,
  targetPlatformId: string | undefined,
): Promise<Result> {
  try {
    const sent = await channel.send?.({
      id: entry.id,
      conversation: actor,
      reference: body.reference,
      op: entry.op,
      ...(targetPlatformId === undefined ? {} : { targetPlatformId }),
      activity: entry.activity,
      timeoutMs: postTimeoutMs,
    });
    return { ...(sent?.platformId === undefined ? {} : { platformId: sent.platformId }) };
  } catch (error) {
    return {
      failure: error instanceof SendFailure ? error : new SendFailure('unanswered', reasonOf(error), { cause: error }),
    };
  }
}

async function targetOf(context: MailboxContext, entry: OutboxEntry): Promise<string | undefined> {
  if (!entry.target) return undefined;
  return (await context.store.get(activities, entry.target))?.body.delivery?.platformId;
}

/** Takes the lane, if it is free, and marks its head as being sent. A head found `trying` is in doubt. */
async function begin(context: MailboxContext, actor: ActorId): Promise<ActorDocument | undefined> {
  const { owner, clock } = context;
  return change(context, actor, (body) => {
    const head = laneHead(body);
    const now = clock.now();
    if (!head || body.handled.length > 0 || !maySend(body, owner, now)) return undefined;
    if (head.trying !== undefined) return startDoubtful(context, body, head, now);
    if (head.notBefore > now) {
      context.later(actor, head.notBefore - now);
      return undefined;
    }
    return { body: startSending(body, head, owner, now) };
  });
}

function startDoubtful(context: MailboxContext, body: ActorBody, head: OutboxEntry, now: number): Changed {
  context.metrics.inDoubt(body.channel);
  const waitMs = context.channel(body.channel)?.inDoubtWaitMs ?? 0;
  const doubtful = { ...head, inDoubt: (head.inDoubt ?? 0) + 1 };
  delete doubtful.trying;
  doubtful.notBefore = now + waitMs;
  const next = { ...body, outbox: body.outbox.map((entry) => (entry.id === head.id ? doubtful : entry)) };
  return waitMs > 0 ? { body: next } : { body: startSending(next, doubtful, context.owner, now) };
}

type Changed = { body: ActorBody; before?: WriteOp[] };

/**
 * The optimistic loop over an actor's document, with row writes that go before it. `known` is the document as it was last
 * written here, which spares a read. Resolves with what it wrote.
 */
async function change(
  context: MailboxContext,
  actor: ActorId,
  decide: (body: ActorBody, isKnown: boolean) => Changed | undefined | Promise<Changed | undefined>,
  known?: ActorDocument,
): Promise<ActorDocument | undefined> {
  const { store } = context;
  const kind = context.kind(actor);
  for (let first = known; ; first = undefined) {
    const document = first ?? (await store.get(kind.collection, actor));
    const changed = document && (await decide(document.body, first !== undefined));
    if (!changed) return undefined;
    const index = indexOf(context, kind, changed.body);
    const ops: WriteOp[] = [
      ...(changed.before ?? []),
      { op: 'replace', collection: kind.collection, id: actor, version: document.version, index, body: changed.body },
    ];
    const outcomes = await store.write(ops);
    const outcome = outcomes.at(-1);
    if (outcome === 'done') return { id: actor, version: document.version + 1, index, body: changed.body };
    if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while recording a delivery');
  }
}

interface Lane {
  actor: ActorId;
  channel: string;
  /** As this lane last wrote it. */
  document: ActorDocument;
  started?: Started | undefined;
}

/** Writes down how the attempt ended and, in the same write, that the next entry is being sent. */
async function record(
  context: MailboxContext,
  { actor, channel, document: known, started }: Lane,
  entry: OutboxEntry,
  result: Result,
  wake: (actor: ActorId) => void,
): Promise<ActorDocument | undefined> {
  const now = context.clock.now();
  const wait = result.failure && waitAfter(entry, result.failure);
  const gaveUp = result.failure !== undefined && wait === undefined;
  report(context, { actor, channel }, entry, result, gaveUp);
  let mine = true;
  const decide = async (current: ActorBody, isKnown: boolean): Promise<Changed | undefined> => {
    const body = started?.shown ? settled(current, started.document.body, true) : current;
    mine = body.sender?.owner === context.owner && body.outbox.some(({ id }) => id === entry.id);
    if (!mine) return undefined;
    const parked = wait !== undefined && body.outbox.length > parkedAbove;
    const rest =
      wait === undefined
        ? body.outbox.filter(({ id }) => id !== entry.id)
        : body.outbox.map((other) =>
            other.id === entry.id ? postponed(other, result, now + (parked ? parkedRetryMs : wait)) : other,
          );
    const before = [
      ...(await rowAfter(context, entry, result, gaveUp, isKnown ? started?.shown?.get(entry.id) : undefined)),
      ...(gaveUp ? [tellOf(context, actor, body, entry, 'delivery.failed')] : []),
      ...(parked ? [tellOf(context, actor, body, entry, 'delivery.parked')] : []),
    ];
    return { body: nextOf({ ...body, outbox: rest }, context.owner, now), before };
  };
  const isCurrent = !started || started.shown !== undefined;
  const document = await change(context, actor, decide, isCurrent ? known : undefined);
  if (gaveUp || document?.body.outbox.length) wake(actor);
  if (wait !== undefined) context.later(actor, wait);
  return document;
}

/** Where a send may have arrived, only such sends count: refusals before it make no double more likely. */
function waitAfter(entry: OutboxEntry, { kind, retryAfterMs }: SendFailure): number | undefined {
  const count = retryRules[kind].inDoubt ? (entry.inDoubt ?? 0) + 1 : entry.tries;
  return waitBeforeRetry(kind, count, retryAfterMs);
}

/** The lane goes on with its next entry at once, or is given free. */
function nextOf(body: ActorBody, owner: string, now: number): ActorBody {
  const head = laneHead(body);
  const settled = body.handled.length === 0;
  if (settled && head && head.notBefore <= now && head.trying === undefined)
    return startSending(body, head, owner, now);
  const free = { ...body };
  delete free.sender;
  return free;
}

function postponed(entry: OutboxEntry, result: Result, notBefore: number): OutboxEntry {
  const later: OutboxEntry = { ...entry, notBefore };
  delete later.trying;
  if (result.failure && retryRules[result.failure.kind].inDoubt) later.inDoubt = (entry.inDoubt ?? 0) + 1;
  return later;
}

async function rowAfter(
  context: MailboxContext,
  entry: OutboxEntry,
  result: Result,
  gaveUp: boolean,
  known: Row | undefined,
): Promise<WriteOp[]> {
  const row = known ?? (await context.store.get(activities, entry.id));
  if (!row) return [];
  const delivery: DeliveryRecord = {
    state: result.failure ? (gaveUp ? 'failed' : 'accepted') : 'sent',
    attempts: entry.tries,
    inDoubt: entry.inDoubt ?? 0,
    ...(result.failure || result.platformId === undefined ? {} : { platformId: result.platformId }),
  };
  const platform = delivery.platformId === undefined ? {} : { platform: `${row.body.channel}:${delivery.platformId}` };
  const index = { ...row.index, ...platform };
  const body = { ...row.body, delivery };
  // A receipt may have moved it: then both are read again.
  return [{ op: 'replace', collection: activities, id: row.id, version: row.version, index, body, fence: true }];
}

/** The actor itself hears that something could not be delivered, once for each entry and event. */
function tellOf(context: MailboxContext, actor: ActorId, body: ActorBody, entry: OutboxEntry, name: string): WriteOp {
  const now = context.clock.now();
  return arrivalRow({
    id: context.ids.of(name, entry.id),
    conversation: actor,
    channel: 'none',
    municipality: body.municipality,
    activity: { type: 'event', name, value: { entry: entry.id } },
    at: now,
    now,
  });
}

function report(
  context: MailboxContext,
  { actor, channel }: { actor: ActorId; channel: string },
  entry: OutboxEntry,
  result: Result,
  gaveUp: boolean,
): void {
  const kind = result.failure?.kind;
  context.metrics.delivered(channel, kind ?? 'delivered');
  if (!result.failure || !kind) return;
  if (retryRules[kind].inDoubt) context.metrics.inDoubt(channel);
  const fields = { actor, entry: entry.id, kind, attempts: entry.tries, reason: result.failure.message };
  if (gaveUp || retryRules[kind].alert) context.log.error(fields, gaveUp ? 'a message was given up' : 'a send failed');
  else context.log.warn(fields, 'a send failed and will be retried');
}
