import { StoreUnavailable } from '../store.ts';
import { checkpoint, createCommit } from './commit.ts';
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../core/log.ts';
import type { StatementRun } from './statement.ts';

/** Where writes go. */
export interface Writer {
  /** Changed rows (or `notRun`) a statement once all are durable; `undefined` when that is not known. */
  run(call: StatementRun): Promise<number[] | undefined>;
  /** Throws `StoreUnavailable`. */
  checkpoint(): Promise<void>;
  /** Finishes what was given to it first. */
  close(): Promise<void>;
}

/** Writes at once, in this thread, on a connection that others read from too. */
export function createWriter(db: DatabaseSync, log: Log): Writer {
  const commit = createCommit(db);
  return {
    async run(call) {
      const committed = commit([call]);
      if ('changes' in committed) return committed.changes[0];
      log.error({ failure: committed.failure }, 'A write was not committed.');
      return undefined;
    },
    async checkpoint() {
      try {
        checkpoint(db);
      } catch (cause) {
        throw new StoreUnavailable('the log could not be emptied', { cause });
      }
    },
    async close() {},
  };
}
