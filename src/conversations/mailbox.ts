import type { Acceptance, Arrival, Channel, LogPage, Mailbox } from '../channels/channel.ts';
import type { Activity, ReplyChannelData } from '../core/activity.ts';
import { faultOf } from '../core/errors.ts';
import type { ActivityId, ActorId, MunicipalityId } from '../core/ids.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { ActorBody, ActorChanges, ActorKind, Changed } from './actor.ts';
import { toEntries } from './commit.ts';
import { noMetrics, type MailboxContext, type MailboxSettings } from './context.ts';
import { activities, type DeliveryState } from './documents.ts';
import { createErasing, keptFrom, type Erasing } from './erase.ts';
import { createLanes } from './lane.ts';
import { readLog } from './log.ts';
import { recordReceipt } from './receipts.ts';
import { collectReplies } from './replies.ts';
import { indexOf } from './index-of.ts';
import { run, settle, type RunHooks } from './run.ts';
import { arrivalRow } from './settle.ts';
import { createSweep } from './sweep.ts';
import { createWatch } from './watch.ts';

export interface Conversations extends Mailbox, ActorChanges {
  /** Must be told the channels before `start`. */
  use(channels: readonly Channel[]): void;
  /** Takes up what an earlier process left, and sweeps each second from then on. */
  start(): Promise<void>;
  /** One sweep now: what is late here is taken up. Resolves when all of it was woken. */
  sweep(): Promise<void>;
  /** Puts an event of ours into an actor's mailbox; the same id again changes nothing. */
  tell(event: InternalEvent): Promise<Acceptance>;
  /** What a platform later says of a message: only moves up. */
  receipt(
    about: { entry: ActivityId } | { channel: string; platformId: string },
    state: DeliveryState,
  ): Promise<boolean>;
  /** As `log`, also of what was said with somebody else before: for whoever answers their ticket, and their own data. */
  wholeLog(conversation: ActorId, afterSeq: number, limit: number): Promise<LogPage>;
  /** Takes content out again. */
  erasing: Erasing;
  /** Resolves when nothing is being turned or delivered in this process. */
  idle(): Promise<void>;
  /** Lets running turns and sends end, then stops. */
  close(): Promise<void>;
}

export interface InternalEvent {
  id: ActivityId;
  actor: ActorId;
  municipality: MunicipalityId;
  name: string;
  value: unknown;
}

type NewArrival = Omit<Arrival, 'channel'> & { channel: Arrival['channel'] | 'none' };

const maxRunning = 64;

/** The mailbox: accepts, turns, commits and delivers. The only place that writes conversations, tickets and their log. */
export function createMailbox(settings: MailboxSettings): Conversations {
  const { store, ids, clock, log } = settings;
  const metrics = settings.metrics ?? noMetrics;
  const channels = new Map<string, Channel>();
  const listeners = new Map<ActorId, Set<(actor: ActorId) => void>>();
  const own = new Set<string>();
  const left = new Set<string>();
  const running = new Map<ActorId, { again: boolean; done: Promise<void> }>();
  const waiting: ActorId[] = [];
  let closing = false;

  let lastTick = 0;
  const tick = (): number => (lastTick = Math.max(clock.now(), lastTick + 0.001));

  const context: MailboxContext = {
    ...settings,
    metrics,
    kind: (actor) => kindOf(settings.kinds, actor),
    channel: (name) => channels.get(name),
    later: (actor, delayMs) => void clock.after(delayMs, () => !closing && lanes.kick(actor)),
    tick,
    closing: () => closing,
  };
  const lanes = createLanes(context, wake);
  const hooks: RunHooks = {
    lanes,
    wake,
    grown(actor) {
      for (const followed of [actor, context.kind(actor).prefix])
        listeners.get(followed)?.forEach((listener) => listener(actor));
    },
    isOwn: (row) => own.has(row),
    isLeft: (row) => left.has(row),
    disown(rows) {
      for (const row of rows) {
        own.delete(row);
        left.delete(row);
      }
    },
  };
  const watch = createWatch(context, () => listeners.keys(), hooks.grown);
  const sweep = createSweep(context, {
    wake,
    isBusy: (actor) => running.has(actor) || waiting.includes(actor),
    done: async (actor) => running.get(actor)?.done,
    left: (rows) => rows.forEach(({ id }) => left.add(id)),
  });

  function wake(actor: ActorId): void {
    const current = running.get(actor);
    if (current) current.again = true;
    else if (running.size >= maxRunning) {
      if (!waiting.includes(actor)) waiting.push(actor);
    } else if (!closing) begin(actor);
  }

  function begin(actor: ActorId): void {
    const turn = { again: false, done: Promise.resolve() };
    turn.done = run(context, hooks, actor)
      .catch((error: unknown) => log.error({ actor, ...faultOf(error) }, 'a turn failed; a sweep takes it up'))
      .finally(() => {
        running.delete(actor);
        const next = turn.again ? actor : waiting.shift();
        if (next !== undefined && !closing) wake(next);
      });
    running.set(actor, turn);
  }

  const accept = (arrivals: readonly Arrival[]): Promise<Acceptance[]> =>
    take(arrivals.map((arrival) => ({ ...arrival, activity: settings.mask(arrival.activity) })));

  async function take(arrivals: readonly NewArrival[]): Promise<Acceptance[]> {
    const rows = arrivals.map((arrival) => arrivalRow({ ...arrival, now: tick() }));
    for (const row of rows) own.add(row.id);
    const outcomes = await store.write(rows);
    for (const [index, outcome] of outcomes.entries()) if (outcome !== 'done') own.delete(rows[index]?.id ?? '');
    if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while accepting');
    for (const outcome of outcomes) metrics.accepted(outcome === 'duplicate');
    for (const actor of new Set(arrivals.map(({ conversation }) => conversation))) wake(actor);
    return arrivals.map(({ id }, index) => ({ id, duplicate: outcomes[index] === 'duplicate' }));
  }

  function follow(actor: ActorId, listener: (actor: ActorId) => void): () => void {
    const set = listeners.get(actor) ?? new Set();
    listeners.set(actor, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && listeners.get(actor) === set) listeners.delete(actor);
    };
  }

  async function change<State>(
    actor: ActorId,
    key: string,
    decide: (state: State) => Changed<State> | undefined,
  ): Promise<State | undefined> {
    const kind = context.kind(actor);
    for (;;) {
      const document = await store.get(kind.collection, actor);
      if (!document) return undefined;
      const changed = decide(document.body.state as State);
      if (!changed) return document.body.state as State;
      const entries = toEntries(changed.entries ?? [], {
        key,
        nextSeq: document.body.nextSeq,
        notBefore: clock.now(),
        ids,
      });
      const body: ActorBody = {
        ...document.body,
        state: changed.state,
        nextSeq: document.body.nextSeq + entries.filter(({ seq }) => seq !== undefined).length,
        outbox: [...document.body.outbox, ...entries],
      };
      const index = indexOf(context, kind, body);
      const [outcome] = await store.write([
        { op: 'replace', collection: kind.collection, id: actor, version: document.version, index, body },
      ]);
      if (outcome === 'unknown') throw new StoreUnavailable('no answer to a change');
      if (outcome !== 'done') continue;
      await settle(context, hooks, kind, { ...document, version: document.version + 1, index, body });
      return changed.state;
    }
  }

  return {
    accept,
    async tell({ id, actor, municipality, name, value }) {
      const activity: Activity = { type: 'event', name, value };
      const [taken] = await take([{ id, conversation: actor, channel: 'none', municipality, activity, at: tick() }]);
      return taken ?? { id, duplicate: false };
    },
    follow,
    change,
    use: (list) => list.forEach((channel) => channels.set(channel.name, channel)),
    async start() {
      await sweep.start();
      watch.start();
    },
    sweep: () => sweep.once(),
    async log(conversation, afterSeq, limit) {
      const after = Math.max(afterSeq, (await shownFrom(context, conversation)) - 1);
      return readLog(store, conversation, { afterSeq: after, limit, keptFrom: () => keptFrom(context, conversation) });
    },
    wholeLog: (conversation, afterSeq, limit) =>
      readLog(store, conversation, { afterSeq, limit, keptFrom: () => keptFrom(context, conversation) }),
    erasing: createErasing(context, hooks),
    receipt: (about, state) => recordReceipt(context, about, state, wake),
    repliesTo: (conversation, messages, timeoutMs): Promise<Activity[]> =>
      collectReplies(context, follow, { conversation, messages, timeoutMs }),
    async exists(conversation) {
      if (await store.get(context.kind(conversation).collection, conversation)) return true;
      return (await store.find(activities, { where: { conversation }, limit: 1 })).length > 0;
    },
    async idle() {
      while (running.size > 0 || waiting.length > 0) {
        await Promise.all([...running.values()].map(({ done }) => done));
        await lanes.idle();
      }
      await lanes.idle();
    },
    async close() {
      closing = true;
      sweep.stop();
      watch.stop();
      await Promise.all([...running.values()].map(({ done }) => done));
      await lanes.idle();
    },
  };
}

function kindOf(kinds: readonly ActorKind[], actor: ActorId): ActorKind {
  const kind = kinds.find(({ prefix }) => actor.startsWith(prefix));
  if (!kind) throw new Error(`no kind of actor for ${actor.slice(0, 2)}`);
  return kind;
}

async function shownFrom(context: MailboxContext, actor: ActorId): Promise<number> {
  const kind = context.kind(actor);
  if (!kind.shownFrom) return 1;
  const document = await context.store.get(kind.collection, actor);
  return (document && kind.shownFrom(document.body.state as never)) ?? 1;
}

/** The messages that an activity answers. */
export const answersOf = (activity: Activity): string[] =>
  (activity.channelData as ReplyChannelData | undefined)?.answers ?? [];
