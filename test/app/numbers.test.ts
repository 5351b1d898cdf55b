import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { logIn, ticketsOf, type CaseWorker } from './console.ts';
import { visit, type Visitor } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
let wietske: CaseWorker;
let sanne: CaseWorker;
beforeAll(async () => {
  server = await startAppServer();
  [wietske, sanne] = await Promise.all([logIn(server, 'wietske'), logIn(server, 'sanne')]);
}, 120_000);
afterAll(() => server.close());

interface Table {
  name: string;
  rows: string[];
  columns: string[];
  cells: (number | null)[][];
  total: number | null;
}
interface Group {
  id: string;
  text: string;
  language: string;
  count: number;
  meant?: string;
}

const month = new Date().toISOString().slice(0, 7);
async function tables(who = wietske): Promise<Record<string, Table>> {
  const { body } = await who.get(`/numbers?month=${month}`);
  return Object.fromEntries((body as { tables: Table[] }).tables.map((table) => [table.name, table]));
}
function cell({ rows, columns, cells }: Table, row: string, column: string): number | null | undefined {
  return cells[rows.indexOf(row)]?.[columns.indexOf(column)];
}
const gaps = async (): Promise<Group[]> => ((await wietske.get('/gaps')).body as { gaps: Group[] }).gaps;

let operations = 0;
const operation = () => ({ id: `numbers-test-${++operations}` });

const nonsense = 'qwrt zxcv plok mnbv';
async function ask(times: number, text: string, locale = 'nl'): Promise<Visitor[]> {
  const visitors = await Promise.all(Array.from({ length: times }, () => visit(server, { locale })));
  await Promise.all(visitors.map((visitor) => visitor.hear(text)));
  return visitors;
}

test('questions are counted by topic and language once, also after a kill, and small groups are hidden everywhere', async () => {
  await ask(8, 'Waar is het Taalhuis?');
  await ask(2, 'Where is the Taalhuis?', 'en');
  await ask(6, nonsense);
  const counted = await until(async () => {
    const now = await tables();
    return now.questions?.total === 16 && now;
  });
  await server.kill();
  await server.start();
  const again = await tables(await logIn(server, 'wietske'));
  expect(again).toEqual(counted);
  const csv = await fetch(`${server.url}/api/console/numbers/csv`, { headers: { cookie: wietske.cookie } });
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await csv.text()).split('\r\n')).toEqual(
    expect.arrayContaining(['table,row,column,count', 'questions,taalhuis,en,', 'questions,total,total,16']),
  );
  const shown = Object.values(again).flatMap(({ cells, total }) => [...cells.flat(), total]);
  expect(shown.filter((value) => value !== null && value > 0 && value < 5)).toEqual([]);
  expect(again.questions?.total).toBe(16);
  expect(cell(again.questions as Table, 'taalhuis', 'en')).toBeNull();
}, 120_000);

test('what was not understood is listed by its words, masked; what was meant goes to the training phrases', async () => {
  await ask(2, `${nonsense} 061234 mail@voorbeeld.example`);
  const found = await until(async () => (await gaps()).find(({ text }) => text === `${nonsense} # …`));
  expect(found).toMatchObject({ language: 'nl', count: 2 });
  const label = { ...operation(), text: 'ik zoek het huis van de taal', meant: 'taalhuis.where' };
  expect(await wietske.post(`/gaps/${found.id}`, label)).toMatchObject({ status: 200, body: { count: 2 } });
  expect(await wietske.post(`/gaps/${found.id}`, { ...label, meant: 'no.such' })).toMatchObject({ status: 400 });
  expect(await sanne.get('/gaps')).toMatchObject({ status: 403 });
  expect(await sanne.post(`/gaps/${found.id}`, label)).toMatchObject({ status: 403 });
  const tineke = await logIn(server, 'tineke');
  expect(await tineke.post(`/gaps/${found.id}`, label)).toMatchObject({ status: 404 });
  expect((await tineke.get('/gaps')).body).toMatchObject({ gaps: [] });
  const cli = fileURLToPath(new URL('../../src/cli/gaps.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [cli], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: server.dataDir },
  });
  expect(JSON.parse(stdout)).toEqual({ nl: { 'taalhuis.where': ['ik zoek het huis van de taal'] } });
}, 60_000);

test('with an erased conversation goes what was kept of it', async () => {
  const [visitor] = (await ask(1, 'vlimwurk glospit brandoor')) as [Visitor];
  await until(async () => (await gaps()).some(({ text }) => text.includes('glospit')));
  for (const command of ['ask:general.erase', 'choose:go', 'choose:yes']) await visitor.tap(command);
  await until(async () => !(await gaps()).some(({ text }) => text.includes('glospit')));
}, 60_000);

test('waiting, promises and claims come from the tickets', async () => {
  const visitor = await visit(server, { locale: 'nl' });
  for (const command of ['human:', 'choose:other', 'choose:skip']) await visitor.press(command);
  await visitor.tap('choose:yes');
  const [ticket] = await until(async () => {
    const waiting = await ticketsOf(sanne);
    return waiting.length > 0 && waiting;
  });
  await sanne.post(`/tickets/${ticket?.id}/claim`, operation());
  await sanne.post(`/tickets/${ticket?.id}/answer`, { ...operation(), text: 'Goedemiddag.' });
  const { claims, waited } = await until(async () => {
    const now = await tables();
    return now.waited?.rows.length ? now : undefined;
  });
  // One is a small group.
  expect(waited?.total).toBeNull();
  expect(claims?.columns).toEqual(['taken', 'lost']);
}, 60_000);

test('nobody but a coordinator sees numbers, and a month must be one', async () => {
  expect(await sanne.get('/numbers')).toMatchObject({ status: 403 });
  expect(await sanne.get('/numbers/csv')).toMatchObject({ status: 403 });
  expect(await wietske.get('/numbers?month=2026-13')).toMatchObject({ status: 400 });
  expect((await tables(await logIn(server, 'tineke'))).questions?.rows).toEqual([]);
});
