import type { Document } from '../store/store.ts';
import type { ActivityIndex, ActivityRow } from './documents.ts';

export type Row = Document<ActivityRow, ActivityIndex>;

const maxTextsInATurn = 5;

/** Platform time, then arrival, then id. */
export const inOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort(
    (a, b) => a.body.at - b.body.at || a.body.arrivedAt - b.body.arrivedAt || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );

/** The rows that one turn answers: plain texts next to each other are one question, anything else stands alone. */
export function nextBatch(pending: readonly Row[]): Row[] {
  const rows = inOrder(pending);
  const end = rows.findIndex((row) => row.body.kind !== 'text' || row.body.tries > 0);
  if (end === 0) return rows.slice(0, 1);
  return rows.slice(0, Math.min(end === -1 ? rows.length : end, maxTextsInATurn));
}
