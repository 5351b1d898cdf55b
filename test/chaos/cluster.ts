import { collections } from '../../src/app/assemble.ts';
import { createIds, type Ids } from '../../src/core/ids.ts';
import { silentLog } from '../../src/core/log.ts';
import { createDataKey, deriveKey, formatDataKeys } from '../../src/store/data-keys.ts';
import { openMongoStore, openSqliteStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { Store } from '../../src/store/store.ts';
import { startAppServer, type AppServer } from '../app/server.ts';
import { startConnector, type Connector } from '../stand-ins/connector.ts';
import { startIssuer } from '../stand-ins/issuer.ts';
import { startBalancer, type Balancer } from './balancer.ts';
import { createClient, type Client } from './client.ts';
import type { Random } from './random.ts';

/** Real servers on one store, behind a balancer, with the channel service of Bot Framework before them. */
export interface Cluster {
  servers: readonly AppServer[];
  balancer: Balancer;
  connector: Connector;
  client: Client;
  /** The token of the channel service. */
  token: string;
  ids: Ids;
  /** What was done that may cut off sends, as places in `connector.calls`. */
  cuts: readonly Cut[];
  /** Says that sends may be cut off from here on, until it is called. */
  cut(): () => void;
  /** The store beside the servers, or after them. */
  openStore(): Promise<Store>;
  close(): Promise<void>;
}

/** From this many calls on, until so many had come. */
export interface Cut {
  from: number;
  to: number;
}

export interface ClusterOptions {
  random: Random;
  processes: number;
  /** The database that they share; none: SQLite. */
  mongodbUri?: string;
  /** What each server reaches it by, when not by that. */
  wireUris?: readonly string[];
  settings?: Record<string, string>;
}

export async function startCluster({
  random,
  processes,
  mongodbUri,
  wireUris,
  settings,
}: ClusterOptions): Promise<Cluster> {
  const keys = [createDataKey('chaos')];
  const issuer = await startIssuer();
  const connector = await startConnector({ isToken: (token) => issuer.given.includes(token) });
  const start = (place: number): Promise<AppServer> =>
    startAppServer({
      ...issuer.settings,
      DATA_KEYS: formatDataKeys(keys),
      LOG_LEVEL: 'info',
      ...(mongodbUri ? { MONGODB_URI: wireUris?.[place] ?? mongodbUri } : {}),
      ...settings,
    });
  const cuts: Cut[] = [];
  const servers = [await start(0)];
  while (servers.length < processes) servers.push(await start(servers.length));
  const balancer = await startBalancer(
    servers.map(({ url }) => Number(new URL(url).port)),
    random,
  );
  return {
    servers,
    balancer,
    connector,
    client: createClient(balancer.url),
    token: await issuer.token({ serviceUrl: connector.serviceUrl, expires: Math.floor(Date.now() / 1000) + 7200 }),
    ids: createIds(deriveKey(keys, 'ids')),
    cuts,
    cut() {
      const cut = { from: connector.calls.length, to: Infinity };
      cuts.push(cut);
      return () => void (cut.to = connector.calls.length);
    },
    openStore() {
      const sealed = { sealer: createSealer(keys), collections };
      if (mongodbUri) return openMongoStore({ ...sealed, uri: mongodbUri, log: silentLog });
      return openSqliteStore({ ...sealed, directory: settings?.DATA_DIR ?? servers[0]?.dataDir ?? '' });
    },
    async close() {
      await balancer.close();
      await Promise.all(servers.map((server) => server.close()));
      await connector.close();
      await issuer.close();
    },
  };
}
