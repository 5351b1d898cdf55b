import { assemble, collections } from '../../src/app/assemble.ts';
import { root } from '../../src/app.ts';
import type { Arrival, Channel, Delivery } from '../../src/channels/channel.ts';
import { activities } from '../../src/conversations/documents.ts';
import type { Conversations } from '../../src/conversations/mailbox.ts';
import type { Activity } from '../../src/core/activity.ts';
import type { Clock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore } from '../../src/store/registry.ts';
import { createSealer, type Sealer } from '../../src/store/sealer.ts';
import type { Collection, Store } from '../../src/store/store.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { answersOf } from '../app/direct-line.ts';
import { noFigures, type Figures } from './figures.ts';

/** A store that outlives the processes on it, what the connector took, and what people got a 200 for. */
export interface House {
  store: Store;
  given: Delivery[];
  sent: Arrival[];
  /** One process with the real turn; its world may be another one than the house's. */
  open(owner: string, world: ProcessWorld): Promise<Conversations>;
  /** What came of it all, read through a process that is well. */
  audit(mailbox: Conversations): Promise<Figures>;
  close(): Promise<void>;
}

export interface ProcessWorld {
  store: Store;
  clock: Clock;
  recognizer?: Recognizer;
  send?(delivery: Delivery): Promise<void>;
  /** False where several are open at once. */
  exclusive?: boolean;
}

/** Finds the same wish in everything: what is understood is not the question here. */
const understands: Recognizer = {
  name: 'local',
  recognize: async () => ({ language: 'nl', languageScore: 1, intents: [{ name: 'none', score: 0.9 }], entities: [] }),
};

export type OpenStore = (options: { sealer: Sealer; collections: readonly Collection[] }) => Promise<Store>;

export async function openHouse(openStore: OpenStore = openMemoryStore): Promise<House> {
  const keys = [createDataKey('chaos')];
  const store = await openStore({ sealer: createSealer(keys), collections });
  const municipalities = loadMunicipalities(root.municipalities);
  const given: Delivery[] = [];
  const sent: Arrival[] = [];
  const opened: Conversations[] = [];

  return {
    store,
    given,
    sent,
    async open(owner, { send, exclusive = false, recognizer = understands, ...world }) {
      const { mailbox } = await assemble({
        root,
        keys,
        municipalities,
        recognizer,
        owner,
        exclusive,
        log: silentLog,
        publicUrl: 'http://localhost:3978',
        floodPerMinute: 10_000,
        ...world,
      });
      mailbox.use([channelOf('web'), { ...channelOf('botframework'), send: sending(given, send) }]);
      opened.push(mailbox);
      return mailbox;
    },
    audit: (mailbox) => audit(mailbox, { store, given, sent }),
    async close() {
      await store.close();
    },
  };
}

const channelOf = (name: Channel['name']): Channel => ({
  name,
  limits: { maxTextChars: 4_000, maxActions: 10, maxActionTitleChars: 40 },
  routes: [],
});

const sending =
  (given: Delivery[], before: ProcessWorld['send']) =>
  async (delivery: Delivery): Promise<{ platformId: string }> => {
    await before?.(delivery);
    given.push(delivery);
    return { platformId: `p-${delivery.id}` };
  };

let counter = 0;

/** What somebody says in this conversation. */
export function said(text: string, conversation: string, at: number, channel: Arrival['channel'] = 'web'): Arrival {
  const id = `chaos-${++counter}`;
  const activity = {
    type: 'message',
    text,
    channelId: channel,
    serviceUrl: 'http://127.0.0.1',
    conversation: { id: conversation },
    from: { id: 'someone' },
    recipient: { id: 'wegwijs' },
  } as Activity;
  return { id, conversation, channel, municipality: 'wegstad', at, activity };
}

async function audit(
  mailbox: Conversations,
  { store, given, sent }: Pick<House, 'store' | 'given' | 'sent'>,
): Promise<Figures> {
  const figures = { ...noFigures, sent: sent.length };
  for (const conversation of new Set(sent.map((arrival) => arrival.conversation))) {
    const mine = sent.filter((arrival) => arrival.conversation === conversation);
    const { entries } = await mailbox.log(conversation, 0, 1_000);
    const replies = entries.filter(({ direction }) => direction === 'out');
    const posts = given.filter((delivery) => delivery.conversation === conversation);
    const isByConnector = mine[0]?.channel === 'botframework';
    const reached = isByConnector ? replies.filter(({ id }) => posts.some((post) => post.id === id)) : replies;
    const answers = reached.flatMap(({ activity }) => answersOf(activity));
    const answered = new Set(answers);
    figures.answered += mine.filter(({ id }) => answered.has(id)).length;
    figures.handledTwice += answers.length - answered.size;
    for (const { id } of replies) {
      const row = await store.get(activities, id);
      const inDoubt = row?.body.delivery?.inDoubt ?? 0;
      figures.inDoubt += inDoubt;
      figures.duplicated += Math.max(0, posts.filter((post) => post.id === id).length - 1 - inDoubt);
    }
  }
  figures.lost = figures.sent - figures.answered;
  return figures;
}

/** The tickets of a conversation. */
export const ticketsOf = (store: Store, conversation: string) =>
  store.find(tickets, { where: { conversation }, limit: 10 });

/** Rows and documents that still wait for something. */
export async function isQuiet(store: Store): Promise<boolean> {
  return (await store.find(activities, { range: { field: 'due', from: 0 }, limit: 1 })).length === 0;
}
