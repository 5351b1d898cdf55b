import type { Payment, PaymentKind } from '../../src/core/case-data.ts';

/** How a payment stands on a day. Only `executed` is paid; `none`: the record does not have it. */
export type Standing =
  'executed' | 'planned' | 'planned_undated' | 'overdue' | 'failed' | 'stopped' | 'unknown' | 'none';

/** One line of an answer. */
export interface Row {
  kind: PaymentKind;
  /** As 2026-11. */
  month: string;
  standing: Standing;
  payment?: Payment;
}

const kinds: readonly PaymentKind[] = [
  'rent',
  'gas',
  'water',
  'electricity',
  'health_insurance',
  'living_money',
  'allowance_bridge',
  'other',
];

/** `today` is an ISO date. Paid needs a date that has come: without one nobody knows. */
export function standingOf({ status, executedOn, plannedOn }: Payment, today: string): Standing {
  if (status === 'executed') return executedOn && executedOn <= today ? 'executed' : 'unknown';
  if (status !== 'planned') return status;
  if (!plannedOn) return 'planned_undated';
  return plannedOn >= today ? 'planned' : 'overdue';
}

/** A person must look at it the same day (D8). */
export const needsPerson = ({ standing }: Row): boolean => standing !== 'executed' && standing !== 'planned';

/** The payments of one month, the rent always among them. */
export function rowsOf(payments: readonly Payment[], month: string, today: string): Row[] {
  const rows = payments
    .filter((payment) => payment.month === month)
    .map((payment): Row => ({ kind: payment.kind, month, standing: standingOf(payment, today), payment }));
  const none: Row[] = rows.some(({ kind }) => kind === 'rent') ? [] : [{ kind: 'rent', month, standing: 'none' }];
  return [...rows, ...none].sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

/** Of the month before: what this month does not have yet, and what went wrong. */
export function stillToSay(before: readonly Row[], now: readonly Row[]): Row[] {
  const isHere = ({ kind }: Row): boolean => now.some((row) => row.kind === kind && row.standing !== 'none');
  return before.filter((row) => row.standing !== 'none' && (needsPerson(row) || !isHere(row)));
}
