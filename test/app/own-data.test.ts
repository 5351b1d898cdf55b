import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDataKeys, deriveKey } from '../../src/store/data-keys.ts';
import { createOwnDataTickets } from '../../src/app/own-data/ticket.ts';
import type { OwnDataFile } from '../../src/app/own-data/export.ts';
import { holdClock } from '../held-clock.ts';
import { kindsOfDocuments, readDocuments } from './data.ts';
import { ask, textKeysOf, visit, type Visitor } from './direct-line.ts';
import { logIn } from './console.ts';
import { directLineSecret, startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
beforeAll(async () => {
  server = await startAppServer();
}, 120_000);
afterAll(() => server.close());

const marker = 'blauwvingerhoed';

async function codeOf(person: string, staff = 'sanne'): Promise<string> {
  const caseWorker = await logIn(server, staff);
  const { body } = await caseWorker.post('/codes', { id: `code-${person}-${Math.random()}`, person });
  return (body as { code: string }).code;
}

async function linkOf(visitor: Visitor): Promise<string> {
  const reply = await visitor.tap('ask:general.export');
  const link = (reply.suggestedActions?.actions ?? []).find(({ type }) => type === 'openUrl')?.value as string;
  return link.replace(/^https?:\/\/[^/]+/, server.url);
}

/** Where its button leads. */
const fileAt = (link: string, format: 'text' | 'json'): string => link.replace('/my-data?', `/my-data/${format}?`);

/** A command beside the running server. */
function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const main = fileURLToPath(new URL('../../src/cli/erase.ts', import.meta.url));
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: server.dataDir, DIRECTLINE_SECRET: directLineSecret };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('everything as a file, behind a link that shows nothing by itself and ends with its person', async () => {
  const visitor = await visit(server, { locale: 'nl' });
  await visitor.hear(`Wat is een ${marker}`);
  await visitor.hear('Ik wil niet meer leven');
  expect(textKeysOf(await visitor.hear(await codeOf('demo-amina')))).toContain('general.session_open');
  const link = await linkOf(visitor);

  const page = await fetch(link);
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const shown = await page.text();
  expect(shown).toContain('<html lang="nl" dir="ltr">');
  expect(shown).not.toMatch(/Amina|blauwvingerhoed|<script/);

  const text = await fetch(fileAt(link, 'text'), { method: 'POST' });
  expect(text.headers.get('content-disposition')).toMatch(/^attachment; filename="wegwijs-.*\.txt"$/);
  const read = await text.text();
  expect(read).toMatch(/Amina[^]*voortgangsgesprek[^]*blauwvingerhoed/);
  const json = (await (await fetch(fileAt(link, 'json'), { method: 'POST' })).json()) as OwnDataFile;
  expect(json.person).toMatchObject({ displayName: 'Amina' });
  expect(json.payments.length).toBeGreaterThan(0);
  expect(json.looks.map(({ what }) => what)).toEqual(expect.arrayContaining(['code.tried', 'own_data.taken']));
  for (const file of [read, JSON.stringify(json)]) expect(file).not.toMatch(/niet meer leven|0800-?0113|\bsanne\b/);

  const tickets = createOwnDataTickets(
    deriveKey(parseDataKeys(readFileSync(join(server.dataDir, 'data-keys'), 'utf8').trim()), 'own-data'),
    holdClock(Date.now() - 20 * 60_000),
  );
  const of = { conversation: visitor.id, municipality: 'wegstad', person: 'demo-amina', language: 'nl' } as const;
  const stale = await tickets.sign({ ...of, until: Date.now() - 1_000 });
  const stranger = await tickets.sign({ ...of, person: 'demo-selam', until: Date.now() + 60_000 });
  for (const token of [stale, stranger, `${link.split('=').at(-1)}x`, 'x.y.z']) {
    expect((await fetch(`${server.url}/my-data?t=${token}`)).status).toBe(410);
    expect((await fetch(`${server.url}/my-data/json?t=${token}`, { method: 'POST' })).status).toBe(410);
  }

  await visitor.hear(await codeOf('demo-selam'));
  expect((await fetch(fileAt(link, 'json'), { method: 'POST' })).status).toBe(410);
}, 60_000);

test('an operator erases a person beside the running server, by the same steps', async () => {
  const visitor = await visit(server, { locale: 'nl' });
  await visitor.hear(`Wat is een ${marker}`);
  await visitor.hear(await codeOf('demo-farid', 'joris'));
  const link = await linkOf(visitor);
  expect(run('--person', 'nobody')).toMatchObject({ status: 2, stdout: '' });

  const erased = run('--person', 'demo-farid');
  expect({ ...erased, stderr: '' }).toMatchObject({ status: 0 });
  expect(JSON.parse(erased.stdout)).toMatchObject({ isWhole: true, conversations: 1, record: { persons: 1 } });
  expect((await ask(`${server.url}${visitor.path}`, { token: visitor.token })).status).toBe(404);
  expect((await fetch(link)).status).toBe(410);
  const kinds = kindsOfDocuments(server.dataDir).filter((kind) =>
    JSON.stringify(readDocuments(server.dataDir, kind)).includes('demo-farid'),
  );
  expect(kinds.sort()).toEqual(['activities', 'audit', 'erased_marks']);

  expect(JSON.parse(run('--person', 'demo-farid', '--let-back').stdout)).toEqual({ letBack: true });
  expect(run('--person', 'demo-farid').status).toBe(2);
}, 60_000);

test('a server that is killed while it erases finishes it at the next start, and says the receipt once', async () => {
  const visitor = await visit(server, { locale: 'nl' });
  for (let at = 0; at < 30; at++) await visitor.say(`${marker} ${at}`);
  await visitor.hear(await codeOf('demo-elif', 'joris'));
  for (const command of ['ask:general.erase', 'choose:go']) await visitor.tap(command);
  await visitor.press('choose:yes');
  await server.kill();
  await server.start();
  const receipts = async (): Promise<number> =>
    (await visitor.log()).activities.filter((activity) => textKeysOf(activity).includes('general.data_erased')).length;
  await until(async () => (await receipts()) === 1);
  const rows = readDocuments<{ conversation: string }>(server.dataDir, 'activities');
  const mine = JSON.stringify(rows.filter(({ body }) => body.conversation === visitor.id));
  expect(mine).not.toContain(marker);
  expect(JSON.stringify(readDocuments(server.dataDir, 'persons'))).not.toContain('demo-elif');
  expect(await receipts()).toBe(1);
}, 60_000);
