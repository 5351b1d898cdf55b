import type { NumbersTable } from './coordinator-parts.ts';

/** One line a cell; totals as `total`, what is hidden as an empty count. */
export function numbersCsv(tables: readonly NumbersTable[]): string {
  const lines = tables.flatMap(({ name, rows, columns, cells, rowTotals, columnTotals, total }) => [
    ...rows.flatMap((row, y) => [
      ...columns.map((column, x) => [name, row, column, cells[y]?.[x]]),
      [name, row, 'total', rowTotals[y]],
    ]),
    ...columns.map((column, x) => [name, 'total', column, columnTotals[x]]),
    ...(rows.length > 0 ? [[name, 'total', 'total', total]] : []),
  ]);
  return [['table', 'row', 'column', 'count'], ...lines]
    .map((line) => `${line.map(String).map(field).join(',')}\r\n`)
    .join('');
}

/** Nothing that a spreadsheet takes for a formula. */
const field = (value: string): string =>
  value === 'null' || value === 'undefined' ? '' : value.replace(/[^\w.-]/g, '_');
