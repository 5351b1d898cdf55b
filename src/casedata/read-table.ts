import type { CaseKind } from '../core/case-data.ts';
import type { GivenRow } from './check-rows.ts';
import { columns, type Column } from './columns.ts';
import { isDay } from './amsterdam-time.ts';
import { readClock } from './read-values.ts';
import type { Fault, Reason } from './reasons.ts';
import { isRefusedName, plainName } from './refused-content.ts';
import { onePerPerson, schemas } from './schemas.ts';
import type { Table, TableRow } from './table.ts';

/** A header and what it means. */
type Headers = ReadonlyMap<string, Column>;

/** What is wrong with a column as a whole: nothing of the file is read then. */
export interface BadColumn {
  header: string;
  reason: Reason;
}

export interface ReadTable {
  rows: GivenRow[];
  bad: { number: number; faults: Fault[] }[];
  badColumns: BadColumn[];
  /** Headers that mean nothing here: not read, and not kept. */
  ignored: string[];
  /** What a field is called in this file. */
  headerOf(field: string): string;
}

/** A table in the words of `schemas`. `own` are the municipality's headers, each with its field. */
export function readRows(kind: CaseKind, table: Table, own: Readonly<Record<string, string>> = {}): ReadTable {
  const { headers, ignored, badColumns } = readHeaders(kind, table.headers, own);
  const named = new Map([...headers].map(([header, { field }]) => [field, header]));
  const read: ReadTable = {
    rows: [],
    bad: [],
    badColumns: [...badColumns, ...missingColumns(kind, new Set(named.keys()), table)],
    ignored,
    headerOf: (field) => headerOf(named, field),
  };
  if (read.badColumns.length > 0) return read;
  for (const row of table.rows) {
    const { given, faults } = readRow(kind, row, headers);
    if (faults.length > 0) read.bad.push({ number: row.number, faults });
    else read.rows.push(given);
  }
  return read;
}

function readHeaders(kind: CaseKind, given: readonly string[], own: Readonly<Record<string, string>>) {
  const byName = new Map(columns[kind].flatMap((column) => namesOf(column).map((name) => [name, column] as const)));
  const byOwn = new Map(Object.entries(own).map(([header, field]) => [plainName(header), plainName(field)]));
  const headers = new Map<string, Column>();
  const ignored: string[] = [];
  const badColumns: BadColumn[] = [];
  for (const header of given) {
    const plain = plainName(header);
    const column = byName.get(byOwn.get(plain) ?? plain);
    if (isRefusedName(header)) badColumns.push({ header, reason: 'forbidden_field' });
    else if (byOwn.has(plain) && !column) badColumns.push({ header, reason: 'unknown_field' });
    else if (!column) ignored.push(header);
    else if ([...headers.values()].includes(column)) badColumns.push({ header, reason: 'column_twice' });
    else headers.set(header, column);
  }
  return { headers, ignored, badColumns };
}

const namesOf = ({ field, names }: Column): string[] => [field, ...names].map(plainName);

/** Said once, not for each row. JSON has its fields by row, so only an own one may be absent from all. */
function missingColumns(kind: CaseKind, fields: ReadonlySet<string>, { rows }: Table): BadColumn[] {
  if (rows.length === 0) return [];
  const shape = schemas[kind].shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
  const needed = Object.keys(shape).filter((field) => !shape[field]?.safeParse(undefined).success);
  const ids = onePerPerson.has(kind) ? (kind === 'persons' ? ['id'] : ['person']) : ['id'];
  const has = (field: string): boolean =>
    fields.has(field) || (field === 'start' && fields.has('date') && fields.has('startTime'));
  return [...new Set([...ids, ...needed])]
    .filter((field) => !has(field))
    .map((field) => ({ header: shownName(kind, field), reason: 'missing' }));
}

/** The first Dutch name of a field. */
const shownName = (kind: CaseKind, field: string): string =>
  columns[kind].find((column) => column.field === field)?.names[0] ?? field;

function headerOf(named: ReadonlyMap<string, string>, field: string): string {
  if (field === 'start' && !named.has('start')) return named.get('startTime') ?? field;
  if (field === 'end' && !named.has('end')) return named.get('endTime') ?? field;
  if (field === 'id' && !named.has('id')) return named.get('person') ?? field;
  if (field === 'cents' && !named.has('cents')) return named.get('amount') ?? field;
  return named.get(field) ?? field;
}

function readRow(kind: CaseKind, row: TableRow, headers: Headers): { given: GivenRow; faults: Fault[] } {
  const values = new Map<string, unknown>();
  const faults: Fault[] = row.reason ? [{ field: '', reason: row.reason }] : [];
  for (const [header, raw] of row.cells) {
    const column = headers.get(header);
    if (!column) continue;
    const read = column.read(raw);
    if ('reason' in read) faults.push({ field: column.field, reason: read.reason });
    else values.set(column.field, read.value);
  }
  faults.push(...derive(values));
  const { id, ...fields } = nested(values);
  const sourceId = onePerPerson.has(kind) && kind !== 'persons' ? fields['person'] : id;
  if (faults.length === 0 && sourceId === undefined)
    faults.push({ field: onePerPerson.has(kind) && kind !== 'persons' ? 'person' : 'id', reason: 'missing' });
  return { given: { number: row.number, sourceId: textOf(sourceId), input: fields }, faults };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A day and its hours in columns of their own become times; an amount becomes cents. */
function derive(values: Map<string, unknown>): Fault[] {
  const faults: Fault[] = [];
  const date = take(values, 'date');
  if (date !== undefined && !isDay(date)) faults.push({ field: 'date', reason: 'not_a_date' });
  for (const [part, whole] of [
    ['startTime', 'start'],
    ['endTime', 'end'],
  ] as const) {
    const time = take(values, part);
    if (time === undefined || values.has(whole)) continue;
    const at = readClock(time);
    if (at && isDay(date)) values.set(whole, `${date}T${at}`);
    else if (!at || date === undefined) faults.push({ field: part, reason: 'not_a_time' });
  }
  const cents = take(values, 'amount');
  if (cents !== undefined && !values.has('cents')) values.set('cents', cents);
  return faults;
}

function take(values: Map<string, unknown>, field: string): unknown {
  const value = values.get(field);
  values.delete(field);
  return value;
}

/** Paths as objects; parts of the exam as a list. */
function nested(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    const inner = keys.reduce((object, key) => (object[key] ??= {}) as Record<string, unknown>, whole);
    inner[last] = value;
  }
  const { exams, ...rest } = whole;
  if (exams === undefined) return rest;
  const parts = Object.entries(exams as Record<string, object>);
  return { ...rest, exams: parts.map(([part, exam]) => ({ ...exam, part })) };
}
