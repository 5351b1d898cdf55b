import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { logIn, type CaseWorker } from './console.ts';
import { isFromBot, visit } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
let wietske: CaseWorker;
let bas: CaseWorker;
beforeAll(async () => {
  server = await startAppServer();
  [wietske, bas] = await Promise.all([logIn(server, 'wietske'), logIn(server, 'bas')]);
}, 120_000);
afterAll(() => server.close());

interface Shown {
  id: string;
  part: string;
  status: string;
  mine: boolean;
  before: unknown;
}
interface Truth {
  parts: { part: string; value: Record<string, unknown>; inFile: unknown }[];
  overlays: Shown[];
}

let operations = 0;
const operation = () => ({ id: `overlay-test-${++operations}` });
const today = () => new Date().toISOString().slice(0, 10);

const truth = async (who = wietske): Promise<Truth> => (await who.get('/overlays')).body as Truth;
async function part(name: string, who = wietske): Promise<Record<string, unknown>> {
  return (await truth(who)).parts.find((one) => one.part === name)?.value ?? {};
}
async function taalhuisWith(change: object) {
  return { ...operation(), part: 'taalhuis', value: { ...(await part('taalhuis')), ...change }, from: today() };
}
async function propose(change: object, who = wietske): Promise<Shown> {
  const { status, body } = await who.post('/overlays', await taalhuisWith(change));
  expect(status).toBe(200);
  return (body as { overlay: Shown }).overlay;
}
const deed = (who: CaseWorker, { id }: Shown, name: string) => who.post(`/overlays/${id}/${name}`, operation());

/** What a newcomer reads who asks where the Taalhuis is. */
async function whereTheTaalhuisIs(): Promise<string> {
  const visitor = await visit(server, { locale: 'nl' });
  await visitor.hear('Hallo');
  await visitor.press('ask:taalhuis.where');
  return until(async () => {
    const said = (await visitor.log()).activities.filter(isFromBot).map(({ text }) => text ?? '');
    return said.find((text) => text.includes('Contact:'));
  });
}

test('a change of the Taalhuis is live once a second person approved it, and undone it is as before', async () => {
  const proposed = await propose({ address: 'Bibliotheek, Nieuwe Gracht 8, Wegstad' });
  expect(proposed).toMatchObject({ status: 'proposed', mine: true });
  expect(await whereTheTaalhuisIs()).toContain('Kade 12');
  expect(await deed(wietske, proposed, 'approve')).toMatchObject({ status: 403 });
  expect(await deed(bas, proposed, 'approve')).toMatchObject({
    status: 200,
    body: { overlay: { status: 'approved' } },
  });
  expect(await whereTheTaalhuisIs()).toContain('Nieuwe Gracht 8');
  expect((await truth()).parts.find((one) => one.part === 'taalhuis')?.inFile).toMatchObject({
    address: 'Bibliotheek, Kade 12, Wegstad',
  });
  expect(await deed(wietske, proposed, 'undo')).toMatchObject({ status: 200 });
  expect(await whereTheTaalhuisIs()).toContain('Kade 12');
  expect((await truth()).overlays[0]).toMatchObject({
    status: 'undone',
    proposed: { by: 'Wietske Hoogland' },
    decided: { by: 'Bas Terlouw' },
    undone: { by: 'Wietske Hoogland' },
  });
}, 60_000);

test('a change that was approved outlives the process', async () => {
  const proposed = await propose({ address: 'Buurthuis De Linde, Wegstad' });
  await deed(bas, proposed, 'approve');
  await server.kill();
  await server.start();
  expect(await whereTheTaalhuisIs()).toContain('De Linde');
  await deed(bas, proposed, 'undo');
}, 60_000);

test('of two proposals for one place the later one to be approved is refused: what it changes has changed', async () => {
  const [one, other] = [
    await propose({ contact: 'een@wegstad.example' }),
    await propose({ contact: 'twee@wegstad.example' }),
  ];
  expect(await deed(bas, one, 'approve')).toMatchObject({ status: 200 });
  expect(await deed(bas, other, 'approve')).toMatchObject({
    status: 409,
    body: { error: { reason: 'changed_since' } },
  });
  expect(await part('taalhuis')).toMatchObject({ contact: 'een@wegstad.example' });
  await deed(bas, other, 'refuse');
  await deed(bas, one, 'undo');
});

test('what a file may not say is refused with the field, and nothing is kept of it', async () => {
  const before = (await truth()).overlays.length;
  const wrong = await wietske.post('/overlays', await taalhuisWith({ openingHours: { 1: [['12:00', '10:00']] } }));
  expect(wrong).toMatchObject({ status: 400 });
  expect(JSON.stringify(wrong.body)).toContain('taalhuis.openingHours.1');
  for (const body of [
    { ...operation(), part: 'id', value: 'other', from: today() },
    { ...operation(), part: 'taalhuis', value: null, from: 'tomorrow' },
    { ...operation(), part: 'taalhuis', value: null, from: '2026-12-02', to: '2026-12-01' },
    { ...operation(), part: 'staff/sanne', value: { teams: ['nowhere'] }, from: today() },
  ])
    expect(await wietske.post('/overlays', body)).toMatchObject({ status: 400 });
  const nobody = { ...operation(), part: 'staff/nobody', value: { teams: [] }, from: today() };
  expect(await wietske.post('/overlays', nobody)).toMatchObject({ status: 404 });
  expect((await truth()).overlays).toHaveLength(before);
});

test('the days that somebody works are changed for them alone', async () => {
  const value = { ...(await part('staff/joris')), days: [1, 5] };
  const { body } = await wietske.post('/overlays', { ...operation(), part: 'staff/joris', value, from: today() });
  await deed(bas, (body as { overlay: Shown }).overlay, 'approve');
  expect(await part('staff/joris')).toMatchObject({ days: [1, 5] });
  expect(await part('staff/sanne')).not.toHaveProperty('days');
});

test('a repeat gives the same answer and makes nothing twice', async () => {
  const wish = await taalhuisWith({ name: 'Taalhuis aan de Kade' });
  const [one, other] = await Promise.all([wietske.post('/overlays', wish), wietske.post('/overlays', wish)]);
  expect(one.status).toBe(200);
  expect(other).toEqual(one);
  const { overlays } = await truth();
  const made = overlays.filter(({ status }) => status === 'proposed');
  expect(made).toHaveLength(1);
  await deed(wietske, made[0] as Shown, 'refuse');
});

test('nobody but the coordinators of this municipality sees or changes it', async () => {
  const proposed = await propose({ name: 'Taalhuis van iedereen' });
  const tineke = await logIn(server, 'tineke');
  expect((await truth(tineke)).overlays).toEqual([]);
  expect(await deed(tineke, proposed, 'approve')).toMatchObject({ status: 404 });
  for (const role of ['sanne', 'meral', 'fleur', 'pieter', 'hanneke']) {
    const who = await logIn(server, role);
    expect(await who.get('/overlays')).toMatchObject({ status: 403 });
    expect(await who.post('/overlays', await taalhuisWith({}))).toMatchObject({ status: 403 });
    expect(await deed(who, proposed, 'approve')).toMatchObject({ status: 403 });
  }
  expect(await until(async () => (await truth()).overlays.find(({ id }) => id === proposed.id))).toMatchObject({
    status: 'proposed',
  });
});
