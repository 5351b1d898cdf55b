import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const busyTimeoutMs = 5_000;

/** A connection that writes. What is deleted or replaced is overwritten with zeros; COMMIT returns after fsync. */
export function openWriting(file: string): DatabaseSync {
  createOwnFile(file);
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY',
  );
  return db;
}

export function openReading(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
  db.exec('PRAGMA temp_store = MEMORY');
  return db;
}

export const openInMemory = (): DatabaseSync => new DatabaseSync(':memory:');

/** Only its owner reads it. SQLite gives the files beside it the same mode. */
function createOwnFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}
