import type { Document } from '../store/store.ts';
import type { ActivityIndex, ActivityRow } from './documents.ts';

export type Row = Document<ActivityRow, ActivityIndex>;

const maxTextsInATurn = 5;

/** Platform time, then arrival, then id. */
export const inOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort(
    (a, b) => a.body.at - b.body.at || a.body.arrivedAt - b.body.arrivedAt || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );

/** The rows that one turn answers: one sender's plain texts next to each other are one question, else each stands alone. */
export function nextBatch(pending: readonly Row[]): Row[] {
  const rows = inOrder(pending);
  const sender = rows[0]?.body.activity.from?.id;
  const isApart = ({ body }: Row): boolean =>
    body.kind !== 'text' || body.tries > 0 || body.activity.from?.id !== sender;
  const end = rows.findIndex(isApart);
  if (end === 0) return rows.slice(0, 1);
  return rows.slice(0, Math.min(end === -1 ? rows.length : end, maxTextsInATurn));
}
