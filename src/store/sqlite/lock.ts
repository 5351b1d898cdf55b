import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock, type Clock } from '../../core/clock.ts';

/** Who serves a directory. */
export interface LockHolder {
  pid: number;
  host: string;
  /** ISO instant. */
  since: string;
}

export interface Lock {
  release(): void;
}

/** Another process, or this one, serves the directory already. */
export class DirectoryLocked extends Error {
  override name = 'DirectoryLocked';
  /** `undefined` when the holder took it this very moment. */
  readonly holder: LockHolder | undefined;

  constructor(directory: string, holder: LockHolder | undefined) {
    const who = holder
      ? `process ${holder.pid} on ${holder.host} since ${holder.since}`
      : 'a process that just started';
    super(`${directory} is in use by ${who}`);
    this.holder = holder;
  }
}

/** Connections hold their locks for as long as they are reachable. */
const held = new Set<DatabaseSync>();

/**
 * One server a directory. The lock is SQLite's own, on a file that is never opened otherwise (closing it elsewhere in
 * this process would drop the lock): the system takes it back when the process ends, however it ends. Throws
 * `DirectoryLocked`.
 */
export function acquireLock(directory: string, clock: Clock = systemClock): Lock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const holderFile = join(directory, 'lock.json');
  const db = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    throw new DirectoryLocked(directory, readHolder(holderFile));
  }
  held.add(db);
  const holder: LockHolder = { pid: process.pid, host: hostname(), since: new Date(clock.now()).toISOString() };
  writeFileSync(holderFile, JSON.stringify(holder), { mode: 0o600 });
  return {
    release() {
      if (!held.delete(db)) return;
      rmSync(holderFile, { force: true });
      db.close();
    },
  };
}

const sqliteBusy = 5;
const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === sqliteBusy;

function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}
