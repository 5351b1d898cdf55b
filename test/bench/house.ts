import { join } from 'node:path';
import { assemble, collections, type Assembly } from '../../src/app/assemble.ts';
import { root } from '../../src/app.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { noMetrics } from '../../src/conversations/context.ts';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore, openSqliteStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { Store } from '../../src/store/store.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { createLocalRecognizer } from '../../src/understanding/registry.ts';

/** Everything of the product but the network, in this process. */
export interface House extends Assembly {
  store: Store;
  recognizer: Recognizer;
  /** How long each turn took, in ms, without the store. */
  turnsMs: number[];
  close(): Promise<void>;
}

/** `directory` is where the store's file goes; without one it is in memory. The connector takes everything at once. */
export async function openHouse(modelsDir: string, directory?: string): Promise<House> {
  const keys = [createDataKey('bench')];
  const options = { sealer: createSealer(keys), collections };
  const store = directory ? await openSqliteStore({ ...options, directory }) : await openMemoryStore(options);
  const recognizer = await createLocalRecognizer({ localesDir: root.locales, modelsDir });
  const turnsMs: number[] = [];
  const parts = await assemble({
    root,
    store,
    keys,
    clock: systemClock,
    log: silentLog,
    recognizer,
    municipalities: loadMunicipalities(root.municipalities),
    publicUrl: 'http://localhost:3978',
    owner: 'bench',
    exclusive: true,
    floodPerMinute: 1e9,
    metrics: { ...noMetrics, turn: (seconds) => void turnsMs.push(seconds * 1000) },
  });
  parts.mailbox.use([connector]);
  return {
    ...parts,
    store,
    recognizer,
    turnsMs,
    async close() {
      await parts.mailbox.close();
      await store.close();
    },
  };
}

const connector: Channel = {
  name: 'botframework',
  limits: { maxTextChars: 4000, maxActions: 6, maxActionTitleChars: 60 },
  routes: [],
  send: ({ id }) => Promise.resolve({ platformId: `platform-${id}` }),
};

export const municipality = 'wegstad';

/** Says something in a conversation; resolves when it is on disk. */
export async function say({ mailbox, ids }: House, conversation: string, text: string): Promise<void> {
  const account = { id: `user-${conversation}`, name: 'Bench' };
  const activity = {
    type: 'message',
    text,
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1/',
    from: account,
    recipient: { id: '28:bot', name: 'Bot' },
    conversation: { id: conversation, isGroup: false, conversationType: 'personal', name: '' },
  };
  await mailbox.accept([
    { id: ids.random(), conversation, channel: 'botframework', municipality, at: systemClock.now(), activity },
  ]);
}

export const modelsIn = (directory: string): string => join(directory, 'models');
