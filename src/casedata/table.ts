import { parse } from 'csv-parse/sync';
import type { Reason } from './reasons.ts';

/** What a file holds, before anybody knows what its columns mean. */
export interface Table {
  /** What a row's number counts, in Dutch. */
  unit: 'regel' | 'rij';
  headers: string[];
  rows: TableRow[];
}

export interface TableRow {
  number: number;
  /** By header; what is empty is not there. */
  cells: ReadonlyMap<string, unknown>;
  reason?: Reason;
}

/** The file cannot be read at all; the message is Dutch. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** More is a mistake, or wants a program of its own. */
const mostRows = 200_000;

/** CSV with `;` or `,`, or JSON: a list of objects. In UTF-8, with or without its mark in front. */
export function readTable(bytes: Uint8Array, isJson: boolean): Table {
  const table = isJson ? jsonTable(textOf(bytes)) : csvTable(textOf(bytes));
  if (table.rows.length > mostRows) throw new UnreadableFile(`het bestand heeft meer dan ${mostRows} rijen`);
  return table;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFile('het bestand is geen UTF-8: sla het op als "CSV UTF-8"', { cause });
  }
}

function csvTable(whole: string): Table {
  const named = /^sep=([;,])\r?\n/.exec(whole);
  const text = named ? whole.slice(named[0].length) : whole;
  const records = parseCsv(text, named?.[1] ?? delimiterOf(text));
  const [first, ...rest] = records;
  if (!first) throw new UnreadableFile('het bestand is leeg');
  const offset = named ? 1 : 0;
  const headers = first.cells.map((header) => header.trim());
  const rows = rest.map(({ cells, line }): TableRow => {
    const number = line + offset;
    if (cells.length !== headers.length) return { number, cells: new Map(), reason: 'wrong_columns' };
    return { number, cells: filled(headers.map((header, at) => [header, cells[at]])) };
  });
  return { unit: 'regel', headers: headers.filter((header) => header !== ''), rows };
}

/** Each record with the line on which it begins. */
function parseCsv(text: string, delimiter: string): { cells: string[]; line: number }[] {
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ cells: record, line: info.lines - linesIn(record) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    const { lines, code } = error as { lines?: number; code?: string };
    // The library's own message quotes the file.
    throw new UnreadableFile(`regel ${lines ?? '?'} is geen CSV (${code ?? 'onbekend'})`, { cause: code });
  }
}

const linesIn = (record: readonly string[]): number =>
  record.reduce((lines, cell) => lines + (cell.match(/\n/g)?.length ?? 0), 0);

/** The one of which the first line has more, outside of quotes. */
function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text.replace(/"[^"]*"/g, ''))?.[0] ?? '';
  return line.split(';').length >= line.split(',').length ? ';' : ',';
}

function jsonTable(text: string): Table {
  const rows = rowsIn(parsedJson(text));
  const tableRows = rows.map((row, at): TableRow => {
    const number = at + 1;
    const isObject = typeof row === 'object' && row !== null && !Array.isArray(row);
    return isObject ? { number, cells: filled(flat(row)) } : { number, cells: new Map(), reason: 'wrong_type' };
  });
  return { unit: 'rij', headers: [...new Set(tableRows.flatMap(({ cells }) => [...cells.keys()]))], rows: tableRows };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableFile('het bestand is geen geldige JSON');
  }
}

function rowsIn(value: unknown): unknown[] {
  const list = Array.isArray(value) ? value : (value as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(list)) throw new UnreadableFile('het bestand is geen lijst: [{…}, …] of {"rows": [{…}, …]}');
  return list as unknown[];
}

/** What is nested as paths, `hours.nt2.done`; parts of the exam by their name, `exams.reading.date`. */
function flat(value: object, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const at = path + key;
    if (typeof inner !== 'object' || inner === null) return [[at, inner]];
    if (!Array.isArray(inner)) return flat(inner as object, `${at}.`);
    if (!inner.every((one) => typeof one === 'object' && one !== null && 'part' in one)) return [[at, inner]];
    return inner.flatMap(({ part, ...rest }: { part: unknown }) =>
      Object.keys(rest).length > 0 ? flat(rest, `${at}.${String(part)}.`) : [[`${at}.${String(part)}.part`, part]],
    );
  });
}

const filled = (cells: readonly (readonly [string, unknown])[]): Map<string, unknown> =>
  new Map(
    cells.filter(([header, value]) => header !== '' && value != null && !(typeof value === 'string' && !value.trim())),
  );
