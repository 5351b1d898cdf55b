import { indexFieldsOf, sealDocument, storedValue } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import type { WriteOp, WriteOutcome } from '../store.ts';
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
  const columns = ['body', ...indexFieldsOf(collection).map((field) => columnOf(collection, field))];
  const values = [sealDocument(sealer, collection, id, write.index, write.body), ...indexValues(sealer, write)];
  if (write.op === 'insert') {
    const marks = values.map(() => '?').join(', ');
    const sql = `INSERT INTO ${table} (id, version, ${columns.join(', ')}) VALUES (?, 1, ${marks}) ON CONFLICT DO NOTHING`;
    return [sql, id, ...values];
  }
  const assignments = columns.map((column) => `${column} = ?`).join(', ');
  const sql = `UPDATE ${table} SET version = version + 1, ${assignments} WHERE id = ? AND version = ?`;
  return [sql, ...values, id, write.version];
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
