import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Problem } from '../../src/core/errors.ts';
import { silentLog } from '../../src/core/log.ts';
import { createPinRoutes } from '../../src/people/pin-routes.ts';
import type { PinPurpose } from '../../src/people/pin-ticket.ts';
import { createServer, type Server } from '../../src/server.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let server: Server;
let url: string;
let opened: string[];
let isDown: boolean;

beforeEach(async () => {
  world = await createWorld();
  opened = [];
  isDown = false;
  const routes = createPinRoutes({
    people: world.people,
    async onOpened(conversation, person, request) {
      if (isDown) throw new Problem('unavailable');
      opened.push(`${conversation} ${person} ${request}`);
    },
  });
  server = createServer({ routes, log: silentLog });
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});
afterEach(() => server.close());

const ticket = async (purpose: PinPurpose): Promise<string> =>
  world.people.pinTicket('c_one', await world.person(), 'ti', purpose);

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: await response.json() };
}

test('the page learns what to ask and in which language', async () => {
  expect(await post('/api/pin/state', { token: await ticket('choose') })).toEqual({
    status: 200,
    body: { mode: 'choose', language: 'ti' },
  });
  expect(await post('/api/pin/state', { token: await ticket('enter') })).toEqual({
    status: 200,
    body: { mode: 'enter', language: 'ti' },
  });
});

test('a PIN is chosen, then entered; each opens the conversation', async () => {
  expect(await post('/api/pin', { token: await ticket('choose'), pin: '48213' })).toEqual({
    status: 200,
    body: { ok: true },
  });
  expect(await post('/api/pin', { token: await ticket('enter'), pin: '48213' })).toEqual({
    status: 200,
    body: { ok: true },
  });
  expect(opened).toEqual([expect.stringMatching(/^c_one demo-amina ./), expect.stringMatching(/^c_one demo-amina ./)]);
  expect(opened[0]).not.toBe(opened[1]);
});

test('when the conversation cannot be told, the page asks again and it is told with the same request', async () => {
  const token = await ticket('choose');
  await post('/api/pin', { token, pin: '48213' });
  isDown = true;
  expect((await post('/api/pin', { token, pin: '48213' })).status).toBe(503);
  isDown = false;
  expect((await post('/api/pin', { token, pin: '48213' })).status).toBe(200);
  expect(new Set(opened).size).toBe(1);
});

test('refusals have a code and what the page shows', async () => {
  const token = await ticket('enter');
  expect(await post('/api/pin', { token, pin: '30471' })).toMatchObject({
    status: 403,
    body: { error: { code: 'wrong', triesLeft: 4 } },
  });
  for (const pin of ['30472', '30473', '30474']) await post('/api/pin', { token, pin });
  expect(await post('/api/pin', { token, pin: '30475' })).toMatchObject({
    status: 429,
    body: { error: { code: 'locked', until: '2026-03-02T10:00:00.000Z' } },
  });
  expect(await post('/api/pin', { token: await ticket('choose'), pin: '11111' })).toMatchObject({
    status: 422,
    body: { error: { code: 'weak' } },
  });
  expect(await post('/api/pin', { token: 'x', pin: '48213' })).toMatchObject({
    status: 410,
    body: { error: { code: 'expired' } },
  });
  expect(await post('/api/pin/state', { token: 'x' })).toMatchObject({ status: 410 });
  expect(opened).toEqual([]);
});

test.each([
  ['/api/pin', {}],
  ['/api/pin', { token: 7, pin: '48213' }],
  ['/api/pin', { token: 'x', pin: '4'.repeat(100) }],
  ['/api/pin/state', []],
  ['/api/pin/state', { token: 'x'.repeat(3000) }],
])('%s with body %# of these is a bad request', async (path, body) => {
  expect(await post(path, body)).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } });
});
