import { join } from 'node:path';
import { silentLog, type Log } from '../../core/log.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection } from '../store.ts';
import { openInMemory, openReading, openWriting } from './connection.ts';
import { createSqliteStore, type SqliteStore } from './store.ts';
import { prepareTables } from './tables.ts';
import { createThreadedWriter } from './threaded-writer.ts';
import { createWriter } from './writer.ts';

export interface SqliteOptions {
  sealer: Sealer;
  /** Every collection that will be asked for. */
  collections: readonly Collection[];
  log?: Log;
}

/** The file under `directory` that holds everything. */
export const databaseFile = (directory: string): string => join(directory, 'wegwijs.db');

/** Opens, or makes, the store in this directory. It does not lock: a server takes `acquireLock` first. */
export async function openSqliteStore(options: SqliteOptions & { directory: string }): Promise<SqliteStore> {
  const { sealer, collections, log = silentLog } = options;
  const file = databaseFile(options.directory);
  const db = openWriting(file);
  try {
    prepareTables(db, sealer, collections);
  } finally {
    db.close();
  }
  return createSqliteStore({
    reader: openReading(file),
    writer: createThreadedWriter(file, log),
    sealer,
    collections,
  });
}

/** A store that is gone when it is closed. */
export async function openMemoryStore(options: SqliteOptions): Promise<SqliteStore> {
  const { sealer, collections, log = silentLog } = options;
  const db = openInMemory();
  prepareTables(db, sealer, collections);
  return createSqliteStore({ reader: db, writer: createWriter(db, log), sealer, collections });
}
