import { planQuery } from '../query-plan.ts';
import { storedValue } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection, IndexValue, Query } from '../store.ts';
import { columnOf, indexNameOf, tableOf } from './names.ts';
import type { SqlValue, Statement } from './statement.ts';

/** Selects `id, version, body`. Names the index, so that SQLite refuses rather than walks the table. */
export function findStatement(sealer: Sealer, collection: Collection, query: Query): Statement {
  const plan = planQuery(collection, query);
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const compare = (field: string, operator: string, value: IndexValue): void => {
    conditions.push(`${columnOf(collection, field)} ${operator} ?`);
    values.push(storedValue(sealer, collection, field, value));
  };
  for (const field of plan.equal) compare(field, '=', query.where?.[field] as IndexValue);
  const { range } = query;
  if (range) {
    conditions.push(`${columnOf(collection, range.field)} IS NOT NULL`);
    if (range.from !== undefined) compare(range.field, '>=', range.from);
    if (range.after !== undefined) compare(range.field, '>', range.after);
    if (range.below !== undefined) compare(range.field, '<', range.below);
  }
  const order = [...(plan.next === undefined ? [] : [columnOf(collection, plan.next)]), 'id']
    .map((column) => `${column} ${plan.descending ? 'DESC' : 'ASC'}`)
    .join(', ');
  const sql =
    `SELECT id, version, body FROM ${tableOf(collection)} INDEXED BY ${indexNameOf(collection, plan.index)}` +
    ` WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`;
  return [sql, ...values, query.limit];
}
