import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { languageName } from '../times.ts';
import { Field } from '../look.tsx';
import type { NumbersTable } from './api.ts';
import { Bars } from './bars.tsx';
import type { PageProps } from './truth.tsx';
import { wordOf } from './words.ts';

const monthsShown = 12;

/** This month and those before it, as 2026-11. */
function months(): string[] {
  const now = new Date();
  return Array.from({ length: monthsShown }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

/** The numbers of a month: each a chart and the table that says the same. */
export function NumbersPage({ words, language, api }: PageProps): JSX.Element {
  const [month, setMonth] = useState(months()[0] ?? '');
  const [tables, setTables] = useState<NumbersTable[]>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => void load(), [month]);

  async function load(): Promise<void> {
    const answer = await api.numbers(month);
    setFailed(answer.kind !== 'ok');
    if (answer.kind === 'ok') setTables(answer.body.tables);
  }

  const nameOf = (value: string): string => {
    const known = wordOf(words, 'value', value);
    return known === value ? languageName(value, language) : known;
  };
  return (
    <>
      <div class="inline">
        <Field id="numbers-month" label={words('month')}>
          <select
            id="numbers-month"
            class="utrecht-select"
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
          >
            {months().map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </Field>
        <a class="utrecht-link" href={`/api/console/numbers/csv?month=${month}`} download>
          {words('csv')}
        </a>
      </div>
      <p class="quiet">{words('smallGroups')}</p>
      {hasFailed && (
        <p class="problem" role="alert">
          {words('failed')}
        </p>
      )}
      {!tables && !hasFailed && <p class="state">{words('loading')}</p>}
      {tables?.map((table) => (
        <div key={table.name} class="counted">
          <h3 id={`numbers-${table.name}`}>{wordOf(words, 'table', table.name)}</h3>
          {table.rows.length === 0 ? (
            <p class="quiet">{words('nothingCounted')}</p>
          ) : (
            <>
              <Bars
                title={wordOf(words, 'table', table.name)}
                bars={table.rows.map((row, at) => ({ name: nameOf(row), value: table.rowTotals[at] ?? null }))}
                hidden={words('hidden')}
              />
              <Counts table={table} nameOf={nameOf} words={{ hidden: words('hidden'), total: words('total') }} />
            </>
          )}
        </div>
      ))}
    </>
  );
}

interface CountsProps {
  table: NumbersTable;
  nameOf(value: string): string;
  words: { hidden: string; total: string };
}

function Counts({ table, nameOf, words }: CountsProps): JSX.Element {
  const shown = (count: number | null | undefined): string =>
    count === null || count === undefined ? words.hidden : String(count);
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-labelledby={`numbers-${table.name}`}>
      <table class="utrecht-table counts">
        <thead>
          <tr>
            <td />
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {nameOf(column)}
              </th>
            ))}
            <th scope="col">{words.total}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, y) => (
            <tr key={row}>
              <th scope="row">{nameOf(row)}</th>
              {table.columns.map((column, x) => (
                <td key={column}>{shown(table.cells[y]?.[x])}</td>
              ))}
              <td>{shown(table.rowTotals[y])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.total}</th>
            {table.columns.map((column, x) => (
              <td key={column}>{shown(table.columnTotals[x])}</td>
            ))}
            <td>{shown(table.total)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
