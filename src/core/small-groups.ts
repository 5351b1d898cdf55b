/** Fewer than so many people are not shown as a number. */
export const smallGroup = 5;

/** Counts with their totals; `null` is hidden, and cannot be worked out from what is shown. */
export interface SafeTable {
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
}

interface Cell {
  value: number;
  isHidden: boolean;
}

/** Cells of which the last is the sum of the others. */
type Line = readonly Cell[];

/**
 * A table of counts in which small groups are hidden, and as many others as it takes that no sum or difference gives a
 * small group away: in every line that hides something the hidden ones sum to no small group, and no hidden cell follows
 * from the totals. Zero is shown: it is nobody.
 */
export function hideSmallGroups(counts: readonly (readonly number[])[], least = smallGroup): SafeTable {
  const grid = withTotals(counts).map((row) => row.map((value) => cellOf(value, least)));
  const columns = grid[0]?.map((_, at) => grid.map((row) => row[at] as Cell)) ?? [];
  const lines: Line[] = [...grid, ...columns];
  for (;;) {
    const weak = lines.find((line) => isWeak(line, least)) ?? lineOfFirst(lines, determined(lines));
    const next = weak && (cheapest(weak) ?? cheapest(lines.flat()));
    if (!next) break;
    next.isHidden = true;
  }
  const shown = grid.map((row) => row.map(({ value, isHidden }) => (isHidden ? null : value)));
  const body = shown.slice(0, -1);
  const last = shown.at(-1) ?? [];
  return {
    cells: body.map((row) => row.slice(0, -1)),
    rowTotals: body.map((row) => row.at(-1) ?? null),
    columnTotals: last.slice(0, -1),
    total: last.at(-1) ?? null,
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const cellOf = (value: number, least: number): Cell => ({ value, isHidden: value > 0 && value < least });

function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const rows = counts.map((row) => [...row, sum(row)]);
  const width = rows[0]?.length ?? 1;
  return [...rows, Array.from({ length: width }, (_, at) => sum(rows.map((row) => row[at] ?? 0)))];
}

/** One hidden cell follows from its line; what is hidden in a line with its total is known as a sum. */
function isWeak(line: Line, least: number): boolean {
  const hidden = line.filter(({ isHidden }) => isHidden);
  if (hidden.length === 0 || line.every(({ value, isHidden }) => isHidden || value === 0)) return false;
  if (hidden.length === 1) return true;
  const isTotalShown = line.at(-1)?.isHidden === false;
  return isTotalShown && sum(hidden.map(({ value }) => value)) < least;
}

/** The smallest that is shown and not nothing. */
function cheapest(cells: Line): Cell | undefined {
  const shown = cells.filter(({ value, isHidden }) => value > 0 && !isHidden);
  return shown.sort((a, b) => a.value - b.value)[0];
}

const lineOfFirst = (lines: readonly Line[], cell: Cell | undefined): Line | undefined =>
  cell && (lines.find((line) => line.includes(cell) && cheapest(line)) ?? lines.find((line) => line.includes(cell)));

/** A hidden cell that the lines together give away: it stands alone in a row of their reduced echelon form. */
function determined(lines: readonly Line[]): Cell | undefined {
  const unknown = [...new Set(lines.flat())].filter(({ isHidden }) => isHidden);
  const matrix = lines
    .map((line) => unknown.map((cell) => (line.includes(cell) ? (line.at(-1) === cell ? -1 : 1) : 0)))
    .filter((row) => row.some((entry) => entry !== 0));
  for (const row of reduced(matrix)) {
    const set = row.flatMap((entry, at) => (Math.abs(entry) > 1e-9 ? [at] : []));
    if (set.length === 1) return unknown[set[0] ?? -1];
  }
  return undefined;
}

/** Gauss and Jordan, in place. */
function reduced(matrix: number[][]): number[][] {
  let at = 0;
  for (let column = 0; column < (matrix[0]?.length ?? 0) && at < matrix.length; column++) {
    const found = matrix.findIndex((row, index) => index >= at && Math.abs(row[column] ?? 0) > 1e-9);
    if (found < 0) continue;
    const pivot = matrix[found] as number[];
    matrix[found] = matrix[at] as number[];
    const scale = pivot[column] as number;
    const scaled = pivot.map((entry) => entry / scale);
    matrix[at] = scaled;
    matrix.forEach((row, index) => {
      const factor = row[column] ?? 0;
      if (index !== at && factor !== 0) matrix[index] = row.map((entry, k) => entry - factor * (scaled[k] ?? 0));
    });
    at += 1;
  }
  return matrix;
}
