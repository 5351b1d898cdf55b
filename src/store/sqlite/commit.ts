import type { DatabaseSync } from 'node:sqlite';
import { reasonOf } from '../../core/errors.ts';
import { createPrepare, notRun, type StatementRun } from './statement.ts';

/** Changed rows (or `notRun`) for each statement of each call, or why nothing of all this was applied for certain. */
export type Committed = { changes: number[][] } | { failure: string };

/**
 * Runs all calls in one transaction. It answers after COMMIT; whatever throws before that, a full disk for one, undoes
 * the whole transaction, and the next one starts clean.
 */
export function createCommit(db: DatabaseSync): (calls: readonly StatementRun[]) => Committed {
  const prepare = createPrepare(db);
  const run = ({ statements, fences = [] }: StatementRun): number[] => {
    let isStopped = false;
    return statements.map(([sql, ...values], at) => {
      if (isStopped) return notRun;
      const changes = Number(prepare(sql).run(...values).changes);
      isStopped = changes === 0 && fences.includes(at);
      return changes;
    });
  };
  return (calls) => {
    try {
      db.exec('BEGIN IMMEDIATE');
      const changes = calls.map(run);
      if (!db.isTransaction) throw new Error('SQLite gave up the transaction');
      db.exec('COMMIT');
      return { changes };
    } catch (error) {
      rollBack(db);
      return { failure: reasonOf(error) };
    }
  };
}

function rollBack(db: DatabaseSync): void {
  try {
    if (db.isTransaction) db.exec('ROLLBACK');
  } catch {
    // SQLite rolled back by itself in between: there is nothing left to undo.
  }
}

/** Moves all committed pages into the database file and empties the log beside it. Throws when a reader is in the way. */
export function checkpoint(db: DatabaseSync): void {
  const row = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (row?.['busy'] !== 0) throw new Error('another connection is reading the log');
}
