import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type SqlValue = string | number | null | Uint8Array;

/** SQL and what its question marks stand for. Crosses threads. */
export type Statement = readonly [sql: string, ...values: SqlValue[]];

/** Statements that are run in order. When one of the fences (by its place) changes no row, those after it are not run. */
export interface StatementRun {
  statements: readonly Statement[];
  fences?: readonly number[];
}

/** What stands for the changed rows of a statement that was not run. */
export const notRun = -1;

/** Prepares each SQL text once. */
export function createPrepare(db: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
}
