import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Log } from '../core/log.ts';
import type { DataKey } from '../store/data-keys.ts';
import { acquireLock, openMongoStore, openSqliteStore } from '../store/registry.ts';
import { createSealer } from '../store/sealer.ts';
import type { Store } from '../store/store.ts';
import { collections } from './assemble.ts';

export interface OpenStore {
  store: Store;
  /** Who delivers, by name, and whether nobody else can: see `MailboxSettings`. */
  owner: string;
  exclusive: boolean;
  /** After the store is closed. */
  release(): void;
}

/** The database that is shared, or the file in the data directory, which one server has for itself. */
export async function openStore(config: Config, keys: readonly DataKey[], log: Log): Promise<OpenStore> {
  const sealer = createSealer(keys);
  if (config.mongodbUri) {
    const store = await openMongoStore({ uri: config.mongodbUri, sealer, collections, log });
    return { store, owner: randomUUID(), exclusive: false, release() {} };
  }
  const lock = acquireLock(config.dataDir);
  const store = await openSqliteStore({ directory: config.dataDir, sealer, collections, log });
  return { store, owner: 'the server of this directory', exclusive: true, release: () => lock.release() };
}

/** The same store for a command, which writes beside the server that has the directory (docs/case-data.md). */
export function openStoreBeside(config: Config, keys: readonly DataKey[]): Promise<Store> {
  const sealer = createSealer(keys);
  return config.mongodbUri
    ? openMongoStore({ uri: config.mongodbUri, sealer, collections })
    : openSqliteStore({ directory: config.dataDir, sealer, collections });
}
