import { afterAll, describe } from '@jest/globals';
import type { Arrival, Channel, Delivery } from '../../src/channels/channel.ts';
import type { ActorKind, TurnInput, TurnOutcome } from '../../src/conversations/actor.ts';
import { activities, conversations } from '../../src/conversations/documents.ts';
import { createMailbox, type Conversations } from '../../src/conversations/mailbox.ts';
import type { Activity, ReplyChannelData } from '../../src/core/activity.ts';
import { createIds } from '../../src/core/ids.ts';
import { silentLog } from '../../src/core/log.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { createSealer } from '../../src/store/sealer.ts';
import { openMemoryStore, openMongoStore } from '../../src/store/registry.ts';
import type { Store } from '../../src/store/store.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';
import { describeWithMongo } from '../store/mongodb/server.ts';
import { watchStore, type WatchedStore } from './watched-store.ts';

export const ids = createIds(Buffer.alloc(32, 7));

const sealed = () => ({
  sealer: createSealer([createDataKey('test')]),
  collections: [activities, conversations, tickets],
});

export const openStore = async (): Promise<WatchedStore> => watchStore(await openMemoryStore(sealed()));

/** The same suite on the embedded store and on MongoDB over the wire; there it is skipped where nothing speaks it. */
export function describeOnEachStore(suite: (openStore: () => Promise<WatchedStore>) => void): void {
  describe('on sqlite', () => suite(openStore));
  describeWithMongo('on mongodb', (server) => {
    describe('over the wire', () => {
      const opened: Store[] = [];
      afterAll(() => Promise.all(opened.map((store) => store.close()))); // a connection would keep the run alive
      suite(async () => {
        const store = await openMongoStore({ uri: server.newDatabase(), ...sealed() });
        opened.push(store);
        return watchStore(store);
      });
    });
  });
}

export interface EchoState {
  turns: number;
}

/** Says back what it reads; `other:` also writes to another conversation. */
export function echo(input: TurnInput<EchoState>): Promise<TurnOutcome<EchoState>> {
  const answers = input.batch.filter(({ activity }) => activity.type === 'message').map(({ id }) => id);
  const text = input.batch.map(({ activity }) => activity.text ?? activity.name).join('+');
  const state = { turns: (input.state?.turns ?? 0) + 1 };
  const reply: Activity = {
    type: 'message',
    text: input.setAside ? 'set aside' : `echo ${text}`,
    channelData: { answers },
  };
  const elsewhere = text.startsWith('other:')
    ? [{ to: `c_${text.slice(6)}`, activity: { type: 'message', text: 'from elsewhere' } as Activity }]
    : [];
  return Promise.resolve({ state, entries: [{ to: 'channel' as const, activity: reply }, ...elsewhere] });
}

export const kindOfEcho = (turn: typeof echo = echo): ActorKind => ({
  prefix: 'c_',
  collection: conversations,
  turn: turn as never,
  indexOf: (_state, municipality) => ({ municipality }),
});

/** A channel that records what it is given. */
export interface FakeChannel extends Channel {
  readonly given: Delivery[];
}

export function fakeChannel(send?: (delivery: Delivery) => Promise<void>): FakeChannel {
  const given: Delivery[] = [];
  return {
    name: 'botframework',
    given,
    limits: { maxTextChars: 4000, maxActions: 10, maxActionTitleChars: 40 },
    routes: [],
    async send(delivery) {
      given.push(delivery);
      await send?.(delivery);
      return { platformId: `p-${delivery.id}` };
    },
  };
}

export interface Process {
  mailbox: Conversations;
  clock: HeldClock;
}

/** One process on a store. */
export function startProcess(options: {
  store: Store;
  clock: HeldClock;
  channel?: Channel;
  turn?: typeof echo;
  owner?: string;
  metrics?: Parameters<typeof createMailbox>[0]['metrics'];
}): Conversations {
  const mailbox = createMailbox({
    store: options.store,
    ids,
    clock: options.clock,
    log: silentLog,
    kinds: [kindOfEcho(options.turn)],
    owner: options.owner ?? 'this',
    exclusive: options.owner === undefined,
    mask: (activity) => activity,
    ...(options.metrics ? { metrics: options.metrics } : {}),
  });
  if (options.channel) mailbox.use([options.channel]);
  return mailbox;
}

let counter = 0;
export const message = (text: string, more: Partial<Arrival> = {}): Arrival => ({
  id: more.id ?? ids.of('message', text, String(counter++)),
  conversation: 'c_one',
  channel: 'web',
  municipality: 'wegstad',
  activity: { type: 'message', text, serviceUrl: 'http://127.0.0.1', conversation: { id: 'x' } as never },
  at: Date.parse('2026-11-24T10:00:00Z') + counter,
  ...more,
});

/** The log as text: direction and what was said, in order, with the seqs. */
export async function logOf(mailbox: Conversations, conversation = 'c_one'): Promise<string[]> {
  const { entries } = await mailbox.log(conversation, 0, 500);
  return entries.map(({ seq, direction, activity }) => `${seq} ${direction} ${activity.text ?? activity.name}`);
}

export async function answersIn(mailbox: Conversations, conversation = 'c_one'): Promise<string[]> {
  const { entries } = await mailbox.log(conversation, 0, 500);
  return entries.flatMap(({ activity, direction }) =>
    direction === 'out' ? ((activity.channelData as ReplyChannelData)?.answers ?? []) : [],
  );
}

export const held = (): HeldClock => holdClock();
