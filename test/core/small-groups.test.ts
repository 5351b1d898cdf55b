import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hideSmallGroups, type SafeTable } from '../../src/core/small-groups.ts';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Every table of whole numbers that agrees with what is shown; nothing hidden is zero. */
function* fitting(shown: SafeTable): Generator<number[][]> {
  const width = shown.columnTotals.length;
  const flat = shown.cells.flat();
  const most = 14;
  const filled: number[] = [];
  function* fill(): Generator<number[][]> {
    if (filled.length === flat.length) {
      const rows = shown.cells.map((_, at) => filled.slice(at * width, (at + 1) * width));
      const agrees = (total: number | null | undefined, value: number): boolean =>
        total === null ? value > 0 : total === value;
      const columns = shown.columnTotals.map((_, at) => sum(rows.map((row) => row[at] ?? 0)));
      if (!rows.every((row, at) => agrees(shown.rowTotals[at], sum(row)))) return;
      if (!columns.every((value, at) => agrees(shown.columnTotals[at], value))) return;
      if (agrees(shown.total, sum(filled))) yield rows;
      return;
    }
    const cell = flat[filled.length] ?? null;
    for (let value = cell ?? 1; value <= (cell ?? most); value++) {
      filled.push(value);
      yield* fill();
      filled.pop();
    }
  }
  yield* fill();
}

test('large groups and nobody are shown', () => {
  expect(
    hideSmallGroups([
      [10, 0],
      [20, 7],
    ]),
  ).toEqual({
    cells: [
      [10, 0],
      [20, 7],
    ],
    rowTotals: [10, 27],
    columnTotals: [30, 7],
    total: 37,
  });
});

test('one small group takes others along, so that no total gives it away', () => {
  const { cells } = hideSmallGroups([
    [3, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
  ]);
  expect(cells).toEqual([
    [null, null, 30],
    [null, null, 60],
    [70, 80, 90],
  ]);
});

test('small groups that only are hidden together are no larger group together', () => {
  const { cells, rowTotals } = hideSmallGroups([[1, 1, 30]]);
  expect([...(cells[0] ?? []), ...rowTotals].filter((value) => value === null).length).toBeGreaterThan(2);
});

test('nothing is shown of a table that is small itself', () => {
  expect(
    hideSmallGroups([
      [1, 0],
      [0, 2],
    ]),
  ).toEqual({
    cells: [
      [null, 0],
      [0, null],
    ],
    rowTotals: [null, null],
    columnTotals: [null, null],
    total: null,
  });
});

describe('whatever is counted', () => {
  const tables = fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 3 });

  test('no small group is shown, and each that is hidden could be another number', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const shown = hideSmallGroups(counts);
        const hidden = counts.flatMap((row, y) =>
          row.flatMap((value, x) => (shown.cells[y]?.[x] === null ? [{ x, y, value }] : [])),
        );
        expect(shown.cells.flat().filter((value) => value !== null && value > 0 && value < 5)).toEqual([]);
        const possible = hidden.map(() => new Set<number>());
        for (const table of fitting(shown)) {
          hidden.forEach(({ x, y }, at) => possible[at]?.add(table[y]?.[x] ?? 0));
          if (possible.every(({ size }) => size > 1)) break;
        }
        hidden.forEach(({ value }, at) => {
          if (value < 5) expect(possible[at]?.size).toBeGreaterThan(1);
        });
      }),
      { numRuns: 60 },
    );
  });
});
