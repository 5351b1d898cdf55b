import { createHash } from 'node:crypto';
import type { CaseKind } from '../core/case-data.ts';
import type { Ids } from '../core/ids.ts';
import type { CheckContext } from './check-row.ts';
import { checkRows } from './check-rows.ts';
import type { CaseDeliveries } from './parts.ts';
import { readRows, type ReadTable } from './read-table.ts';
import { reasons } from './reasons.ts';
import { readTable, UnreadableFile, type Table } from './table.ts';

export interface ImportedFile {
  kind: CaseKind;
  bytes: Uint8Array;
  isJson: boolean;
}

/** What `npm run import` prints: rows of the file, and what became of them. `bad` counts rows and columns. */
export interface ImportReport {
  kind: CaseKind;
  rows: number;
  written: number;
  unchanged: number;
  bad: number;
  /** Rows of people who had everything erased here; absent when there are none. */
  leftOut?: number;
}

export interface ImportParts {
  deliveries: CaseDeliveries;
  ids: Ids;
  /** Told, in Dutch, of everything that is wrong, and of what was not read. */
  say(line: string): void;
}

/** Writes a file whole, or nothing of it. Run again after being cut off it finishes; run again it changes nothing. */
export async function importFile(file: ImportedFile, context: CheckContext, parts: ImportParts): Promise<ImportReport> {
  const { kind } = file;
  const { municipality } = context;
  const refused = (rows: number, bad: number): ImportReport => ({ kind, rows, written: 0, unchanged: 0, bad });
  const table = open(file, parts);
  if (!table) return refused(0, 1);
  const read = readRows(kind, table, municipality.import?.columns?.[kind]);
  if (read.ignored.length > 0) parts.say(`niet gelezen en niet bewaard: ${read.ignored.join(', ')}`);
  if (read.badColumns.length > 0) {
    for (const { header, reason } of read.badColumns) parts.say(`kolom ${header} ${reasons[reason].nl}`);
    return refused(table.rows.length, read.badColumns.length);
  }
  const checked = await checkRows(kind, read.rows, context, parts.deliveries);
  const bad = [...read.bad, ...checked.bad].sort((one, other) => one.number - other.number);
  if (bad.length > 0) {
    for (const row of bad) for (const line of linesFor(row, table, read)) parts.say(line);
    return refused(table.rows.length, bad.length);
  }
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  const id = parts.ids.of('import', municipality.id, kind, hash);
  await parts.deliveries.beginImport(id, { municipality: municipality.id, kind, rows: checked.rows.length });
  const request = parts.ids.random();
  const look = { municipality: municipality.id, actor: { role: 'system' as const }, origin: 'import', request };
  const results = await parts.deliveries.deliver(kind, checked.rows, look);
  await parts.deliveries.endImport(id);
  const count = (asked: string): number => results.filter((result) => result === asked).length;
  const leftOut = count('left_out');
  if (leftOut > 0) parts.say(`${leftOut} rijen overgeslagen: deze mensen lieten hier alles over zich wissen`);
  const written = count('created') + count('changed');
  const report = { kind, rows: table.rows.length, written, unchanged: count('unchanged'), bad: 0 };
  return leftOut > 0 ? { ...report, leftOut } : report;
}

function open({ bytes, isJson }: ImportedFile, { say }: Pick<ImportParts, 'say'>): Table | undefined {
  try {
    return readTable(bytes, isJson);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    say(error.message);
    return undefined;
  }
}

const linesFor = ({ number, faults }: ReadTable['bad'][number], { unit }: Table, { headerOf }: ReadTable): string[] =>
  faults.map(({ field, reason }) =>
    field === ''
      ? `${unit} ${number} ${reasons[reason].nl}`
      : `${unit} ${number}, kolom ${headerOf(field)}: ${reasons[reason].nl}`,
  );
