import type { CaseKind, DeliveredRow } from '../core/case-data.ts';
import { checkRow, type CheckContext } from './check-row.ts';
import type { CaseDeliveries } from './parts.ts';
import type { Fault } from './reasons.ts';

/** A row as it came, under the name that its own system has for it. */
export interface GivenRow {
  /** Where it stood: a line, or a place in a list. */
  number: number;
  sourceId: string;
  input: unknown;
}

export interface BadRow {
  number: number;
  faults: Fault[];
}

/** All of them as they may be written, or every row that may not: then nothing is written. */
export async function checkRows(
  kind: CaseKind,
  given: readonly GivenRow[],
  context: CheckContext,
  deliveries: Pick<CaseDeliveries, 'strangers'>,
): Promise<{ rows: DeliveredRow[]; bad: BadRow[] }> {
  const good: { number: number; row: DeliveredRow }[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const { number, sourceId, input } of given) {
    const checked = checkRow(kind, sourceId, input, context);
    if ('faults' in checked) bad.push({ number, faults: checked.faults });
    else if (seen.has(sourceId)) bad.push({ number, faults: [{ field: 'id', reason: 'twice' }] });
    else good.push({ number, row: checked.row });
    seen.add(sourceId);
  }
  if (kind !== 'persons') {
    const asked = good.map(({ row }) => row.person);
    const strangers = await deliveries.strangers(context.municipality.id, asked);
    const unknown = good.filter(({ row }) => strangers.has(row.person));
    bad.push(...unknown.map(({ number }) => ({ number, faults: [unknownPerson] })));
  }
  return { rows: good.map(({ row }) => row), bad: bad.sort((one, other) => one.number - other.number) };
}

const unknownPerson: Fault = { field: 'person', reason: 'unknown_person' };
