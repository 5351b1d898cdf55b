import type { MongoOptions } from './mongodb/open.ts';
import type { Store } from './store.ts';

/** The stores there are: one folder and one line each. */
export { acquireLock, DirectoryLocked, type Lock } from './sqlite/lock.ts';
export { openMemoryStore, openSqliteStore } from './sqlite/open.ts';
export type { SqliteStore } from './sqlite/store.ts';
/** `openMongoStore`; its driver is loaded only where it is used. */
export const openMongoStore = async (options: MongoOptions): Promise<Store> =>
  (await import('./mongodb/open.ts')).openMongoStore(options);
