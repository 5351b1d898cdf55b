import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { checksOf, ticketTopics, type Check, type Installation } from '../../src/app/go-live/checks.ts';
import { checkMunicipality, loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import type { Municipality } from '../../src/core/municipality.ts';
import { logIn, type CaseWorker } from './console.ts';
import { startAppServer, type AppServer } from './server.ts';

let server: AppServer;
let wietske: CaseWorker;
beforeAll(async () => {
  server = await startAppServer();
  wietske = await logIn(server, 'wietske');
}, 120_000);
afterAll(() => server.close());

const places = loadMunicipalities(fileURLToPath(new URL('../../municipalities', import.meta.url)));
const complete: Municipality = { ...(places.get('wegstad') as Municipality), demo: false };
const installation: Installation = {
  channels: ['web'],
  isMailOn: true,
  hasLogin: true,
  unreviewed: () => [],
  hasPeople: true,
  today: '2026-11-25',
};
const missingIn = (checks: readonly Check[]): string[] =>
  checks.filter(({ state }) => state === 'missing').map(({ id }) => id);

test('nothing is missing where everything is there', () => {
  expect(checksOf(complete, installation).filter(({ state }) => state !== 'done')).toEqual([]);
});

test.each<[string, Partial<Municipality>, Partial<Installation>]>([
  ['real', { demo: true }, {}],
  ['crisisContact', { crisisContact: { name: 'Niemand' } }, {}],
  ['hours', { hours: {} }, {}],
  ['contact', { contact: { phone: '0123' } }, {}],
  ['teams', { teams: complete.teams.filter(({ id }) => id !== 'income') }, {}],
  ['staff', { staff: complete.staff.filter(({ role }) => role !== 'income_consultant') }, {}],
  ['coordinators', { staff: complete.staff.filter(({ id }) => id !== 'bas') }, {}],
  ['mail', {}, { isMailOn: false }],
  ['logins', {}, { hasLogin: false }],
  ['texts', {}, { unreviewed: (language) => (language === 'ar' ? ['danger'] : []) }],
  ['import', {}, { hasPeople: false }],
  ['channels', {}, { channels: [] }],
])('%s is named when it is missing, and nothing else', (name, place, change) => {
  expect(missingIn(checksOf({ ...complete, ...place }, { ...installation, ...change }))).toEqual([name]);
});

test('a Taalhuis that nobody checked for a year is advised, not demanded', () => {
  const old = {
    ...complete,
    taalhuis: { ...complete.taalhuis, asOf: '2025-11-24' } as Municipality['taalhuis'] & object,
  };
  expect(checksOf(old, installation).find(({ id }) => id === 'taalhuis')).toMatchObject({ state: 'advised' });
});

test('a coordinator reads what is missing; the command says the same', async () => {
  const { status, body } = await wietske.get('/golive');
  const { checks } = body as { checks: Check[] };
  expect(status).toBe(200);
  expect(missingIn(checks)).toEqual(expect.arrayContaining(['real', 'texts', 'logins', 'mail']));
  expect(missingIn(checks)).not.toEqual(expect.arrayContaining(['import']));
  const cli = fileURLToPath(new URL('../../src/cli/golive.ts', import.meta.url));
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: server.dataDir };
  const run = spawnSync(process.execPath, [cli, 'wegstad'], { env, encoding: 'utf8' });
  expect(run.status).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ municipality: 'wegstad', ready: false, checks });
  expect(spawnSync(process.execPath, [cli, 'nowhere'], { env, encoding: 'utf8' }).status).toBe(2);
  expect(await (await logIn(server, 'sanne')).get('/golive')).toMatchObject({ status: 403 });
}, 60_000);

test('a draft becomes a file that may be one, or hears what is wrong with it; nothing is kept', async () => {
  const draft = {
    id: 'nieuwstad',
    name: 'Nieuwstad',
    languages: ['nl'],
    hours: { 1: [['09:00', '17:00']] },
    contact: {},
    teams: [{ id: 'integration', name: 'Team', topics: [...ticketTopics] }],
    staff: [{ id: 'eva', name: 'Eva', role: 'case_worker', teams: ['integration'] }],
  };
  const { body } = await wietske.post('/golive/draft', { draft });
  const { yaml, checks } = body as { yaml: string; checks: Check[] };
  expect(checkMunicipality(parse(yaml)).place).toMatchObject({ id: 'nieuwstad', demo: false });
  expect(missingIn(checks)).toEqual(expect.arrayContaining(['controller', 'privacyPage', 'crisisContact', 'import']));
  const wrong = await wietske.post('/golive/draft', {
    draft: { ...draft, id: 'Nieuw Stad', hours: { 1: [['17:00', '9']] } },
  });
  expect(wrong).toMatchObject({ status: 200, body: { checks: [] } });
  expect((wrong.body as { problems: string[] }).problems.join('\n')).toMatch(/id: must be lower case[^]*hours\.1/);
});
