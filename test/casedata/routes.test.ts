import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openApi } from '../../src/casedata/openapi.ts';
import { createCaseDataRoutes, mostRows } from '../../src/casedata/routes.ts';
import { silentLog } from '../../src/core/log.ts';
import { appointments, payments, persons, routes } from '../../src/people/collections.ts';
import { createServer, type Server } from '../../src/server.ts';
import { described, faultOfAnswer, mayAsk } from './described.ts';
import { createImportWorld, municipalities, type ImportWorld } from './world.ts';

const keys = [
  { municipality: 'wegstad', key: 'a-key-of-wegstad-1' },
  { municipality: 'wegstad', key: 'a-key-of-wegstad-2' },
  { municipality: 'overdam', key: 'a-key-of-overdam-1' },
];

let world: ImportWorld;
let server: Server;
let base: string;
beforeEach(async () => {
  world = await createImportWorld();
  const { deliveries, ids, clock } = world;
  const routes = createCaseDataRoutes({
    keys,
    municipalities,
    deliveries,
    ids,
    clock,
    clientAddress: () => '192.0.2.7',
    limits: { requestsPerMinute: 20, refusalsPerMinute: 8 },
  });
  server = createServer({ routes, log: silentLog, limits: { closeMs: 200 } });
  base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/casedata`;
});
afterEach(() => server.close());

interface Answer {
  status: number;
  type: string;
  body?: { errors?: { row?: number; field: string; reason: string }[]; [name: string]: unknown };
}

/** Also checks that the answer is one that the document allows. */
async function call(method: string, path: string, body?: unknown, key = 'a-key-of-wegstad-1'): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    ...(text ? { body: JSON.parse(text) } : {}),
  };
  const [kind = '', id] = path.split('/').slice(2);
  const pattern = `/api/casedata/{municipality}/${kind}${id === undefined ? '' : '/{sourceId}'}`;
  if (pattern in described.paths && method.toLowerCase() in (described.paths[pattern] ?? {}))
    expect(faultOfAnswer(method.toLowerCase(), pattern, { ...answer, body: answer.body })).toBeUndefined();
  return answer;
}

const appointment = {
  person: 'demo-amina',
  kind: 'voortgangsgesprek',
  start: '2026-04-01T10:00',
  end: '2026-04-01T10:45:00+02:00',
  location: 'Stadhuis, kamer 2.14',
  withWhom: 'Sanne Verhoef',
  obligatory: true,
};
const onePath = '/api/casedata/{municipality}/appointments/{sourceId}';

test('the document is that of the code: npm run openapi', () => {
  expect(described).toEqual(JSON.parse(JSON.stringify(openApi())));
});

test('an answer that is not in the document is noticed', () => {
  const type = 'application/json';
  expect(faultOfAnswer('put', onePath, { status: 200, type, body: { kind: 'appointments', id: 'A1' } })).toBeDefined();
  expect(faultOfAnswer('put', onePath, { status: 418, type, body: {} })).toBeDefined();
});

test('one appointment is made, is the same, is changed, and goes', async () => {
  expect(mayAsk('put', onePath, appointment)).toBe(true);
  const put = (body: object) => call('PUT', '/wegstad/appointments/A%2F1', body);
  expect(await put(appointment)).toMatchObject({
    status: 201,
    body: { kind: 'appointments', id: 'A/1', result: 'created' },
  });
  expect(await put(appointment)).toMatchObject({ status: 200, body: { result: 'unchanged' } });
  expect(await put({ ...appointment, status: 'cancelled' })).toMatchObject({
    status: 200,
    body: { result: 'changed' },
  });
  const [kept] = await world.kept(appointments as never);
  expect(kept).toMatchObject({
    version: 2,
    body: {
      person: 'demo-amina',
      start: '2026-04-01T08:00:00.000Z',
      end: '2026-04-01T08:45:00.000Z',
      status: 'cancelled',
      bring: [],
      source: 'Wegstad',
      asOf: '2026-03-02',
    },
  });
  expect(await call('DELETE', '/wegstad/appointments/A%2F1')).toMatchObject({ status: 204 });
  expect(await call('DELETE', '/wegstad/appointments/A%2F1')).toMatchObject({ status: 204 });
  expect(await world.kept(appointments as never)).toEqual([]);
  const deeds = (await world.people.auditOf('demo-amina', 'wegstad', 10)).map(({ action, origin }) => [action, origin]);
  expect(deeds.map(String).sort()).toEqual([
    'appointments.delivered,casedata',
    'appointments.delivered,casedata',
    'appointments.withdrawn,casedata',
  ]);
});

test('people, routes, payments and relief; a route and relief go by the name of the person', async () => {
  const person = { displayName: 'Samira', language: 'ar', law: '2021', group: 'asylum', caseWorker: 'sanne' };
  const route = {
    leerroute: 'z',
    hours: { nt2: { done: 12, target: 800 } },
    exams: [{ part: 'knm', result: 'passed' }],
  };
  const payment = { person: 'KL-7', month: '2026-03', kind: 'rent', status: 'executed', executedOn: '2026-03-01' };
  const relief = { start: '2026-01-01', person: 'KL-7' };
  expect((await call('PUT', '/wegstad/routes/KL-7', route)).body?.errors).toEqual([
    { field: 'person', reason: 'unknown_person', detail: 'person is not known here.' },
  ]);
  for (const [path, body] of [
    ['persons/KL-7', person],
    ['routes/KL-7', route],
    ['payments/B1', payment],
    ['reliefs/KL-7', relief],
  ] as const) {
    expect(mayAsk('put', `/api/casedata/{municipality}/${path.split('/')[0]}/{sourceId}`, body)).toBe(true);
    expect((await call('PUT', `/wegstad/${path}`, body)).status).toBe(201);
  }
  const [kept] = await world.kept(persons as never);
  expect((await world.kept(routes as never)).map(({ id }) => id)).toEqual([kept?.id]);
  expect((await world.kept(payments as never))[0]?.body).toMatchObject({ person: kept?.id, status: 'executed' });
  expect((await call('PUT', '/wegstad/reliefs/KL-8', relief)).body?.errors).toMatchObject([{ field: 'person' }]);
  expect((await call('DELETE', '/wegstad/routes/KL-7')).status).toBe(204);
  expect(await world.kept(routes as never)).toEqual([]);
  expect(await call('DELETE', '/wegstad/persons/KL-7')).toMatchObject({
    status: 405,
    type: 'application/problem+json',
  });
});

test('a batch is written whole or not at all, and says which rows and fields are wrong, without values', async () => {
  const rows = ['A1', 'A2', 'A3'].map((id) => ({ id, ...appointment }));
  const path = '/api/casedata/{municipality}/appointments';
  expect(mayAsk('put', path, { rows })).toBe(true);
  const bad = [
    rows[0],
    { ...rows[1], start: '2026-02-30T10:00', kleur: 'rood' },
    { ...rows[2], bring: ['bsn 123456782'], bsn: '123456782' },
    { ...rows[0], end: '2026-03-29T02:30' },
  ];
  const refused = await call('PUT', '/wegstad/appointments', { rows: bad });
  expect(refused).toMatchObject({ status: 400, type: 'application/problem+json', body: { code: 'bad_request' } });
  expect(refused.body?.errors?.map(({ row, field, reason }) => [row, field, reason])).toEqual([
    [2, 'kleur', 'unknown_field'],
    [3, 'bring', 'has_bsn'],
    [3, 'bsn', 'forbidden_field'],
    [4, 'end', 'no_such_time'],
  ]);
  expect(JSON.stringify(refused)).not.toContain('123456782');
  expect(await world.kept(appointments as never)).toEqual([]);
  const written = { kind: 'appointments', rows: 3, leftOut: 0 };
  expect((await call('PUT', '/wegstad/appointments', { rows })).body).toEqual({ ...written, written: 3, unchanged: 0 });
  expect((await call('PUT', '/wegstad/appointments', { rows })).body).toEqual({ ...written, written: 0, unchanged: 3 });
});

describe('who may come in', () => {
  test('only with a right key, and only to the own municipality', async () => {
    expect((await call('PUT', '/wegstad/appointments/A1', appointment, '')).status).toBe(401);
    expect((await call('PUT', '/wegstad/appointments/A1', appointment, 'a-key-of-wegstad-3')).status).toBe(401);
    expect((await call('PUT', '/wegstad/appointments/A1', appointment, 'a-key-of-overdam-1')).status).toBe(403);
    expect((await call('PUT', '/nowhere/appointments/A1', appointment, 'a-key-of-overdam-1')).status).toBe(403);
    expect((await call('DELETE', '/wegstad/appointments/A1', undefined, 'a-key-of-overdam-1')).status).toBe(403);
    expect((await call('PUT', '/wegstad/appointments/A1', appointment, 'a-key-of-wegstad-2')).status).toBe(201);
    expect((await call('PUT', '/wegstad/secrets/A1', appointment)).status).toBe(404);
    expect((await call('GET', '/wegstad/appointments/A1')).status).toBe(405);
  });

  test("a person of another municipality is unknown, and another's document is not reached", async () => {
    const ofOverdam = await call('PUT', '/overdam/appointments/A1', appointment, 'a-key-of-overdam-1');
    expect(ofOverdam.body?.errors).toMatchObject([{ field: 'person', reason: 'unknown_person' }]);
    await call('PUT', '/wegstad/appointments/A1', appointment);
    expect((await call('DELETE', '/overdam/appointments/A1', undefined, 'a-key-of-overdam-1')).status).toBe(204);
    expect(await world.kept(appointments as never)).toHaveLength(1);
    expect((await call('PUT', '/wegstad/persons/demo-yusuf', { displayName: 'Omid' })).status).toBe(403);
  });

  test('wrong keys are counted by address, requests by municipality', async () => {
    const wrong = () => call('PUT', '/wegstad/appointments/A1', appointment, 'x'.repeat(20));
    for (let tries = 0; tries < 8; tries++) expect((await wrong()).status).toBe(401);
    const refused = await wrong();
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many' } });
    for (let tries = 0; tries < 20; tries++) await call('DELETE', '/wegstad/payments/B1');
    expect((await call('DELETE', '/wegstad/payments/B1')).status).toBe(429);
    expect((await call('DELETE', '/overdam/payments/B1', undefined, 'a-key-of-overdam-1')).status).toBe(204);
  });
});

test.each([
  ['no JSON', '{', 400, 'bad_json'],
  ['a list', [], 400, 'bad_request'],
  ['nothing', {}, 400, 'bad_request'],
  ['too much', `{"x":"${'x'.repeat(70_000)}"}`, 413, 'too_large'],
])('%s is refused in the same form', async (_name, body, status, code) => {
  const answer = await call('PUT', '/wegstad/appointments/A1', body);
  expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { code, status } });
});

test.each([
  ['no rows', {}],
  ['a row without an id', { rows: [appointment] }],
  ['more', { rows: [], more: 1 }],
  ['too many rows', { rows: Array.from({ length: mostRows + 1 }, (_, at) => ({ id: `A${at}` })) }],
])('a batch with %s', async (_name, body) => {
  expect(mayAsk('put', '/api/casedata/{municipality}/appointments', body)).toBe(false);
  expect(await call('PUT', '/wegstad/appointments', body)).toMatchObject({ status: 400 });
});

test('a store that gives no answer is said so, and the same again is safe', async () => {
  const { deliveries, ids, clock } = world;
  let isAway = true;
  const away = {
    ...deliveries,
    deliver: (...asked: Parameters<typeof deliveries.deliver>) => {
      if (!isAway) return deliveries.deliver(...asked);
      isAway = false;
      return Promise.reject(Object.assign(new Error('away'), { name: 'StoreUnavailable' }));
    },
  };
  await server.close();
  const routes = createCaseDataRoutes({ keys, municipalities, deliveries: away, ids, clock, clientAddress: () => '' });
  server = createServer({ routes, log: silentLog, limits: { closeMs: 200 } });
  base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/casedata`;
  expect((await call('PUT', '/wegstad/appointments/A1', appointment)).status).toBe(503);
  expect((await call('PUT', '/wegstad/appointments/A1', appointment)).status).toBe(201);
});
