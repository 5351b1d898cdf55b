import { indexFieldsOf, sealDocument, storedValue } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection, WriteOp, WriteOutcome } from '../store.ts';
import { columnOf, tableOf } from './names.ts';
import { notRun, type SqlValue, type Statement, type StatementRun } from './statement.ts';

export function writeStatements(sealer: Sealer, ops: readonly WriteOp[]): StatementRun {
  const fences = ops.flatMap(({ fence }, at) => (fence ? [at] : []));
  return { statements: ops.map((op) => writeStatement(sealer, op)), ...(fences.length > 0 && { fences }) };
}

/** The statement that does this op: it changes one row, or none when the op is refused. */
function writeStatement(sealer: Sealer, write: WriteOp): Statement {
  const { collection, id } = write;
  const table = tableOf(collection);
  if (write.op === 'remove') {
    if (write.version === undefined) return [`DELETE FROM ${table} WHERE id = ?`, id];
    return [`DELETE FROM ${table} WHERE id = ? AND version = ?`, id, write.version];
  }
  const values = [sealDocument(sealer, collection, id, write.index, write.body), ...indexValues(sealer, write)];
  const { insert, replace } = sqlOf(collection);
  if (write.op === 'insert') return [insert, id, ...values];
  return [replace, ...values, id, write.version];
}

const sqlByCollection = new WeakMap<Collection, { insert: string; replace: string }>();

function sqlOf(collection: Collection): { insert: string; replace: string } {
  const made = sqlByCollection.get(collection);
  if (made) return made;
  const table = tableOf(collection);
  const columns = ['body', ...indexFieldsOf(collection).map((field) => columnOf(collection, field))];
  const marks = columns.map(() => '?').join(', ');
  const assignments = columns.map((column) => `${column} = ?`).join(', ');
  const sql = {
    insert: `INSERT INTO ${table} (id, version, ${columns.join(', ')}) VALUES (?, 1, ${marks}) ON CONFLICT DO NOTHING`,
    replace: `UPDATE ${table} SET version = version + 1, ${assignments} WHERE id = ? AND version = ?`,
  };
  sqlByCollection.set(collection, sql);
  return sql;
}

const indexValues = (sealer: Sealer, { collection, index }: Exclude<WriteOp, { op: 'remove' }>): SqlValue[] =>
  indexFieldsOf(collection).map((field) => {
    const value = index[field];
    return value === undefined ? null : storedValue(sealer, collection, field, value);
  });

/** What the number of changed rows says about the op; `undefined` when it is not known. */
export function outcomeOf(write: WriteOp, changes: number | undefined): WriteOutcome {
  if (changes === undefined) return 'unknown';
  if (changes === notRun) return 'skipped';
  if (changes === 1) return 'done';
  if (write.op === 'insert') return 'duplicate';
  return write.op === 'remove' && write.version === undefined ? 'done' : 'conflict';
}
