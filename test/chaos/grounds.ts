import { afterAll, beforeAll, describe } from '@jest/globals';
import { createIds, type Ids } from '../../src/core/ids.ts';
import { createDataKey, deriveKey, formatDataKeys } from '../../src/store/data-keys.ts';
import { openMemoryStore, openMongoStore } from '../../src/store/registry.ts';
import { startChannelService, type ChannelService } from '../app/channel-service.ts';
import { startAppServer, type AppServer } from '../app/server.ts';
import { startProxy, type Proxy } from '../stand-ins/mongo-server/proxy.ts';
import { describeWithMongo } from '../store/mongodb/server.ts';
import type { OpenStore } from './house.ts';

/** What the hazards are played on: a real server on a store, and stores beside it. */
export interface Ground extends ChannelService {
  ids: Ids;
  openStore: OpenStore;
  /** A server beside it on the same store; itself where a store has only one. */
  other(): Promise<AppServer>;
  /** From now on messages are taken, and no reply to them is decided or sent, until what it gives is called. */
  holdReplies(): () => Promise<void>;
}

const keys = [createDataKey('chaos')];
const settings = { DATA_KEYS: formatDataKeys(keys) };
const ids = createIds(deriveKey(keys, 'ids'));

/** The same suite on SQLite and on MongoDB over the wire; there it is skipped where nothing speaks it. */
export function describeOnEachGround(name: string, suite: (ground: () => Ground) => void): void {
  let ground: Ground;
  const onGround = (start: () => Promise<Ground>): void => {
    beforeAll(async () => {
      ground = await start();
    }, 120_000);
    afterAll(() => ground.close());
    suite(() => ground);
  };
  describe(`${name}, on sqlite`, () => onGround(startOnSqlite));
  describeWithMongo(`${name}, on mongodb`, ({ newDatabase }) => onGround(() => startOnMongo(newDatabase)));
}

async function startOnSqlite(): Promise<Ground> {
  const service = await startChannelService(settings);
  return {
    ...service,
    ids,
    openStore: openMemoryStore,
    other: async () => service.server,
    holdReplies() {
      service.connector.always('hold');
      return async () => service.connector.always(undefined);
    },
  };
}

async function startOnMongo(newDatabase: () => string): Promise<Ground> {
  const uri = newDatabase();
  const proxy = await startProxy(uri, { record: false });
  const service = await startChannelService({ ...settings, MONGODB_URI: proxy.uri });
  const others: AppServer[] = [];
  return {
    ...service,
    ids,
    openStore: (options) => openMongoStore({ ...options, uri: newDatabase() }),
    async other() {
      const other = await startAppServer({ ...service.issuer.settings, ...settings, MONGODB_URI: uri });
      others.push(other);
      return other;
    },
    holdReplies: () => refuseCommits(proxy),
    async close() {
      await Promise.all(others.map((other) => other.close()));
      await service.close();
      await proxy.close();
    },
  };
}

/** A turn is decided by one write to its conversation: none arrives. */
function refuseCommits(proxy: Proxy): () => Promise<void> {
  proxy.disturb(({ update }) => (update === 'conversations' ? 'cut before' : 'pass'));
  return async () => {
    const comeBack = await proxy.leave(); // what a killed server had written into its sockets goes nowhere
    proxy.disturb(() => 'pass');
    await comeBack();
  };
}
