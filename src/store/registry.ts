/** The stores there are: one folder and one line each. */
export { acquireLock, DirectoryLocked, type Lock } from './sqlite/lock.ts';
export { openMemoryStore, openSqliteStore } from './sqlite/open.ts';
export type { SqliteStore } from './sqlite/store.ts';
