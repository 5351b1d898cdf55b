import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAppServer, type AppServer } from './server.ts';

const key = 'only-for-tests-a-key-of-wegstad';
const command = fileURLToPath(new URL('../../src/cli/import.ts', import.meta.url));

let server: AppServer;
let files: string;
beforeAll(async () => {
  server = await startAppServer({ CASEDATA_API_KEYS: `wegstad:${key}` });
  files = mkdtempSync(join(tmpdir(), 'wegwijs-import-'));
}, 120_000);
afterAll(async () => {
  await server.close();
  rmSync(files, { recursive: true, force: true });
});

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** `npm run import` as a process of its own, on the directory that the server has. */
function run(...args: string[]): Promise<Run> {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: server.dataDir };
  return new Promise((resolve) =>
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  );
}

function fileOf(name: string, text: string): string {
  const path = join(files, name);
  writeFileSync(path, text);
  return path;
}

const header = 'Afspraaknummer;Klantnummer;Soort;Begin;Locatie;Met wie;Verplicht\n';
const rowsOf = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `A${at};K1;PVT;${(at % 28) + 1}-6-2027 1${at % 10}:00;Kade 12;Taalhuis;ja\n`,
  ).join('');

const put = (path: string, body: object): Promise<Response> =>
  fetch(`${server.url}/api/casedata/wegstad/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a file is imported beside the server that serves, which knows of it at once', async () => {
  const people = fileOf('people.csv', 'Klantnummer;Roepnaam\nK1;Omid\n');
  expect(await run('persons', people)).toMatchObject({
    code: 0,
    stdout: '{"kind":"persons","rows":1,"written":1,"unchanged":0,"bad":0}\n',
  });
  const file = fileOf('appointments.csv', header + rowsOf(2_000));
  const busy = { isOver: false };
  const importing = run('appointments', file).finally(() => void (busy.isOver = true));
  // The server writes meanwhile; not more than its own limit lets it.
  for (let at = 0; !busy.isOver && at < 300; at++) {
    const body = { person: 'K1', month: '2026-11', kind: 'rent', status: 'planned' };
    expect((await put(`payments/B${at}`, body)).status).toBe(201);
  }
  expect(await importing).toMatchObject({
    code: 0,
    stdout: '{"kind":"appointments","rows":2000,"written":2000,"unchanged":0,"bad":0}\n',
  });
  expect((await run('appointments', file)).stdout).toContain('"written":0,"unchanged":2000');
  const again = { person: 'K1', kind: 'PVT', start: '2027-06-01T10:00', location: 'Kade 12', withWhom: 'Taalhuis' };
  const same = await put('appointments/A0', { ...again, obligatory: false });
  expect(await same.json()).toMatchObject({ result: 'changed' });
}, 60_000);

test('a bad file writes nothing, says why, and ends with 1; a wrong command ends with 2', async () => {
  const file = fileOf('bad.csv', `${header}${rowsOf(2)}A3;nobody;PVT;1-6-2027 10:00;Kade;Taalhuis;ja\n`);
  const bad = await run('appointments', file);
  expect(bad).toMatchObject({
    code: 1,
    stdout: '{"kind":"appointments","rows":3,"written":0,"unchanged":0,"bad":1}\n',
  });
  expect(bad.stderr).toContain('regel 4, kolom Klantnummer: is hier niet bekend');
  expect(await run('secrets', file)).toMatchObject({ code: 2, stdout: '' });
  expect(await run('appointments', file, '--municipality', 'nowhere')).toMatchObject({ code: 2, stdout: '' });
}, 60_000);

test('a key of a municipality that is not served stops the start; without keys there is nothing there', async () => {
  await expect(startAppServer({ CASEDATA_API_KEYS: `nowhere:${key}` })).rejects.toThrow(/names nowhere/);
  const off = await startAppServer();
  const answer = await fetch(`${off.url}/api/casedata/wegstad/persons/K1`, { method: 'PUT' });
  await off.close();
  expect(answer.status).toBe(404);
  expect(off.output.join('\n')).toMatch(/casedata is off/);
}, 120_000);
