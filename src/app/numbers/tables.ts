import { hideSmallGroups, type SafeTable } from '../../core/small-groups.ts';
import type { MunicipalityId } from '../../core/ids.ts';
import type { Store } from '../../store/store.ts';
import { dayNumbers, type Kind, type Tally } from './documents.ts';
import { waits } from './ticket-events.ts';

/** Counts by two properties, small groups hidden. What rows and columns are called is for the page. */
export interface NumbersTable extends SafeTable {
  name: 'questions' | 'understood' | 'waited' | 'promises' | 'claims';
  rows: string[];
  columns: string[];
}

interface Shape {
  kind: Kind;
  row: 'topic' | 'language';
  column: 'language' | 'outcome';
  /** Where the columns are always the same, and the only ones counted. */
  columns?: readonly string[];
}

const shapes: Readonly<Record<NumbersTable['name'], Shape>> = {
  questions: { kind: 'question', row: 'topic', column: 'language' },
  understood: {
    kind: 'question',
    row: 'language',
    column: 'outcome',
    columns: ['understood', 'asked_back', 'not_understood'],
  },
  waited: { kind: 'waited', row: 'topic', column: 'outcome', columns: waits.map(({ name }) => name) },
  promises: { kind: 'promise', row: 'topic', column: 'outcome', columns: ['kept', 'broken'] },
  claims: { kind: 'claim', row: 'topic', column: 'outcome', columns: ['taken', 'lost'] },
};

/** The numbers of one month (as 2026-11), as tables that give no small group away. */
export async function numbersOf(store: Store, municipality: MunicipalityId, month: string): Promise<NumbersTable[]> {
  const range = { field: 'day', from: `${month}-01`, below: `${month}-99` };
  const days = await store.find(dayNumbers, { where: { municipality }, range, limit: 31 });
  const counts = new Map<string, number>();
  for (const [key, count] of days.flatMap(({ body }) => Object.entries(body)))
    counts.set(key, (counts.get(key) ?? 0) + count);
  const all = [...counts].map(([key, count]) => {
    const [kind, topic, language, outcome] = key.split('|') as [Kind, string, string, string];
    return { kind, topic, language, outcome, count };
  });
  return Object.entries(shapes).map(([name, shape]) => tableOf(name as NumbersTable['name'], shape, all));
}

function tableOf(
  name: NumbersTable['name'],
  { kind, row, column, columns: fixed }: Shape,
  all: readonly (Tally & { count: number })[],
): NumbersTable {
  const counted = all.filter((one) => one.kind === kind && (!fixed || fixed.includes(one[column])));
  const rows = [...new Set(counted.map((one) => one[row]))].sort();
  const columns = fixed ? [...fixed] : [...new Set(counted.map((one) => one[column]))].sort();
  const cells = rows.map((y) =>
    columns.map((x) =>
      counted.filter((one) => one[row] === y && one[column] === x).reduce((sum, { count }) => sum + count, 0),
    ),
  );
  return { name, rows, columns, ...hideSmallGroups(cells) };
}
