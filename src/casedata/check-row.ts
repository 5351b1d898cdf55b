import type { z } from 'zod';
import type { CaseKind, Delivered, DeliveredRow } from '../core/case-data.ts';
import type { Municipality } from '../core/municipality.ts';
import { dutchDay, instantOf } from './amsterdam-time.ts';
import { isReason, type Fault } from './reasons.ts';
import { isRefusedName, refusedIn } from './refused-content.ts';
import { onePerPerson, schemas, type Canonical } from './schemas.ts';

/** What a row is checked against. */
export interface CheckContext {
  municipality: Municipality;
  /** The day that is said as "as of" where a row says none. */
  asOf: string;
  /** ms since 1970. */
  now: number;
}

export type Checked = { row: DeliveredRow } | { faults: Fault[] };

/** One delivered thing as it may be written, or everything that is wrong with it. `input` has the form of `schemas`. */
export function checkRow(kind: CaseKind, sourceId: string, input: unknown, context: CheckContext): Checked {
  const parsed = schemas[kind].safeParse(input);
  const faults = [
    ...idFaults(sourceId),
    ...(parsed.success ? [] : faultsOf(parsed.error, input)),
    ...refusedInside(input),
  ];
  if (!parsed.success || faults.length > 0) return { faults: once(faults) };
  const built = build[kind](parsed.data as never, context);
  if ('faults' in built) return built;
  const { person = sourceId } = parsed.data as { person?: string };
  if (onePerPerson.has(kind) && person !== sourceId)
    return { faults: [{ field: 'person', reason: 'other_than_address' }] };
  return { row: { sourceId, person, fields: built.fields } };
}

type Built<Kind extends CaseKind> = { fields: Delivered[Kind] } | { faults: Fault[] };

const build: { [Kind in CaseKind]: (row: Canonical<Kind>, context: CheckContext) => Built<Kind> } = {
  persons(row, { municipality }) {
    const asked = row.caseWorker?.toLowerCase();
    const member = municipality.staff.find(({ id, name }) => id === asked || name.toLowerCase() === asked);
    if (asked && !member) return { faults: [{ field: 'caseWorker', reason: 'unknown_staff' }] };
    return { fields: compact({ ...row, caseWorker: member?.id }) };
  },
  appointments({ person: _, ...row }, context) {
    const start = instantOf(row.start);
    const end = row.end === undefined ? undefined : instantOf(row.end);
    const faults: Fault[] = [];
    if ('reason' in start) faults.push({ field: 'start', reason: start.reason });
    if (end && 'reason' in end) faults.push({ field: 'end', reason: end.reason });
    if ('reason' in start || (end && 'reason' in end)) return { faults };
    if (end && end.instant <= start.instant) return { faults: [{ field: 'end', reason: 'before_start' }] };
    const fields = { ...row, start: start.instant, end: end?.instant, ...provenanceOf('appointments', row, context) };
    return { fields: compact(fields) };
  },
  routes({ person: _, ...row }, context) {
    if (row.termEnd && !/\bDUO\b/.test(row.termEnd.source))
      return { faults: [{ field: 'termEnd.source', reason: 'not_from_duo' }] };
    return { fields: compact({ ...row, hours: compact(row.hours), ...provenanceOf('routes', row, context) }) };
  },
  payments({ person: _, ...row }, context) {
    const isExecuted = row.status === 'executed';
    if (isExecuted && !row.executedOn) return { faults: [{ field: 'executedOn', reason: 'executed_without_date' }] };
    if (!isExecuted && row.executedOn) return { faults: [{ field: 'executedOn', reason: 'date_without_executed' }] };
    if (row.executedOn && row.executedOn > dutchDay(context.now))
      return { faults: [{ field: 'executedOn', reason: 'in_future' }] };
    return { fields: compact({ ...row, ...provenanceOf('payments', row, context) }) };
  },
  reliefs({ person: _, ...row }, context) {
    if (row.end && row.end < row.start) return { faults: [{ field: 'end', reason: 'before_start' }] };
    return { fields: compact({ ...row, ...provenanceOf('reliefs', row, context) }) };
  },
};

const provenanceOf = (
  kind: CaseKind,
  row: { source?: string; asOf?: string },
  { municipality, asOf }: CheckContext,
) => ({
  source: row.source ?? municipality.import?.sources?.[kind] ?? municipality.name,
  asOf: row.asOf ?? asOf,
});

/** Without what is undefined: a merge must not take it for a value. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;

function idFaults(sourceId: string): Fault[] {
  if (sourceId.trim() === '' || sourceId.length > 128) return [{ field: 'id', reason: 'not_an_id' }];
  const refused = refusedIn('id', sourceId);
  return refused ? [refused] : [];
}

/** What may not be kept, by the name of a field and by what stands in it. */
function refusedInside(value: unknown, path: readonly string[] = []): Fault[] {
  if (typeof value === 'string') {
    const refused = refusedIn(path.join('.'), value);
    return refused ? [refused] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (isRefusedName(key)) return [{ field: [...path, key].join('.'), reason: 'forbidden_field' as const }];
    return refusedInside(inner, Array.isArray(value) ? path : [...path, key]);
  });
}

function faultsOf(error: z.ZodError, input: unknown): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.filter((key) => !isRefusedName(key)).map((key) => faultAt([...path, key], 'unknown_field'));
    if (valueAt(input, issue.path) === undefined) return [faultAt(path, 'missing')];
    return [faultAt(path, isReason(issue.message) ? issue.message : 'wrong_type')];
  });
}

const faultAt = (path: readonly string[], reason: Fault['reason']): Fault => ({ field: path.join('.'), reason });

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

const once = (faults: readonly Fault[]): Fault[] =>
  faults.filter(({ field, reason }, at) => faults.findIndex((f) => f.field === field && f.reason === reason) === at);
