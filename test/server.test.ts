import { describe, expect, test } from '@jest/globals';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Problem } from '../src/core/errors.ts';
import type { Route } from '../src/core/http.ts';
import { silentLog, type Log } from '../src/core/log.ts';
import { StoreUnavailable } from '../src/store/store.ts';
import { raw, start } from './server/start.ts';

const seen: { body?: unknown; rawBody?: unknown; params?: unknown }[] = [];
const echo = (body: Route['body'], maxBytes?: number): Route => ({
  method: 'post',
  path: `/${body}`,
  body,
  maxBytes,
  handle(request, response) {
    seen.push({ body: request.body, rawBody: (request as { rawBody?: unknown }).rawBody });
    response.send(200, { ok: true });
  },
});
const json = { 'content-type': 'application/json' };
const code = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('bodies', () => {
  test('json arrives as an object, raw as bytes and parsed, none not at all', async () => {
    const { url } = await start({ routes: [echo('json'), echo('raw'), echo('none')] });
    seen.length = 0;
    const body = '{"naam":"Ámina"}';
    for (const path of ['json', 'raw', 'none']) {
      expect((await fetch(`${url}/${path}`, { method: 'POST', headers: json, body })).status).toBe(200);
    }
    expect(seen).toEqual([
      { body: { naam: 'Ámina' }, rawBody: undefined },
      { body: { naam: 'Ámina' }, rawBody: Buffer.from(body) },
      { body: undefined, rawBody: undefined },
    ]);
  });

  test('no body at all is an empty object, whatever its type', async () => {
    const { url } = await start({ routes: [echo('json')] });
    seen.length = 0;
    expect((await fetch(`${url}/json`, { method: 'POST' })).status).toBe(200);
    expect(seen).toEqual([{ body: {}, rawBody: undefined }]);
  });

  test.each<[string, RequestInit, number, string]>([
    ['broken JSON', { headers: json, body: '{"a":' }, 400, 'bad_json'],
    ['bytes that are not UTF-8', { headers: json, body: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'bad_json'],
    ['a list', { headers: json, body: '[1]' }, 400, 'bad_request'],
    ['null', { headers: json, body: 'null' }, 400, 'bad_request'],
    ['a form', { body: new URLSearchParams({ a: '1' }) }, 415, 'unsupported_type'],
    [
      'a type that only looks like it',
      { headers: { 'content-type': 'text/json-ish' }, body: '{}' },
      415,
      'unsupported_type',
    ],
    ['compressed', { headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' }, 415, 'unsupported_type'],
    ['too many bytes', { headers: json, body: JSON.stringify('x'.repeat(100)) }, 413, 'too_large'],
  ])('%s is refused, and the route does not run', async (_, init, status, expected) => {
    const { url } = await start({ routes: [echo('json', 100)] });
    seen.length = 0;
    const response = await fetch(`${url}/json`, { method: 'POST', ...init });
    expect([response.status, await code(response)]).toEqual([status, expected]);
    expect(seen).toEqual([]);
  });

  test('a body that grows past the limit without saying so ends the connection after its answer', async () => {
    const { port } = await start({ routes: [echo('json', 1000)] });
    const request = httpRequest({ port, host: '127.0.0.1', path: '/json', method: 'POST', headers: json });
    request.on('error', () => undefined);
    request.write('"'.padEnd(2000, 'x'));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect([response.statusCode, response.headers.connection]).toEqual([413, 'close']);
    request.end();
    await once(request, 'close');
  });

  test('a caller that asks before sending too much is refused before it sends', async () => {
    const { port } = await start({ routes: [echo('json', 10), { ...echo('json'), path: '/big' }] });
    const headers = 'host: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\nconnection: close\r\n';
    expect(await raw(port, `POST /json HTTP/1.1\r\n${headers}content-length: 11\r\n\r\n`)).toMatch(/^HTTP\/1.1 413/);
    expect(await raw(port, `POST /big HTTP/1.1\r\n${headers}content-length: 2\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 100/);
  });
});

describe('what goes wrong', () => {
  const lines: [Record<string, unknown>, string][] = [];
  const log: Log = { ...silentLog, error: (...line) => void lines.push(line) };
  const failing: Route[] = [
    {
      method: 'get',
      path: '/problem',
      handle: () => Promise.reject(new Problem('conflict', 'Too late.', { details: { owner: 'x' } })),
    },
    {
      method: 'get',
      path: '/busy',
      handle: () => Promise.reject(new Problem('too_many', undefined, { details: { retryAfterMs: 1500 } })),
    },
    { method: 'get', path: '/bug', handle: () => Promise.reject(new Error('marker of a bug')) },
    {
      method: 'get',
      path: '/sync',
      handle: () => {
        throw new Error('marker of a bug');
      },
    },
    { method: 'get', path: '/silent', handle: () => undefined },
    {
      method: 'get',
      path: '/late',
      handle(_request, response) {
        response.writeHead(200, { 'content-length': '10' });
        response.write('half');
        throw new Error('marker of a bug');
      },
    },
  ];

  test('a Problem is its status and JSON', async () => {
    const { url } = await start({ routes: failing });
    const response = await fetch(`${url}/problem`);
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ error: { code: 'conflict', message: 'Too late.', owner: 'x' } });
    expect((await fetch(`${url}/busy`)).headers.get('retry-after')).toBe('2');
  });

  test.each(['/bug', '/sync', '/silent'])(
    '%s is a 500 with a reference that the log has, and no stack',
    async (path) => {
      const { url } = await start({ routes: failing, log });
      lines.length = 0;
      const response = await fetch(`${url}${path}`);
      const body = await response.text();
      expect(response.status).toBe(500);
      expect(body).not.toMatch(/marker|at .*\.ts/);
      const { error } = JSON.parse(body) as { error: { code: string; reference: string } };
      expect(error.code).toBe('internal');
      expect(lines.map(([fields]) => fields.reference)).toEqual([error.reference]);
    },
  );

  test('a store that gave no answer is a 503, so that the sender comes back', async () => {
    const away: Route = { method: 'get', path: '/away', handle: () => Promise.reject(new StoreUnavailable('torn')) };
    const { url } = await start({ routes: [away], log });
    const response = await fetch(`${url}/away`);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, error.code]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(error)).not.toContain('torn');
  });

  test('an answer that fails half way is cut off, and the server lives', async () => {
    const { url } = await start({ routes: failing, log });
    await expect(fetch(`${url}/late`).then((response) => response.text())).rejects.toThrow();
    expect((await fetch(`${url}/problem`)).status).toBe(409);
  });

  test('an unknown path is 404, a wrong method 405, both JSON', async () => {
    const { url } = await start({ routes: failing });
    const missing = await fetch(`${url}/nothing?secret=1`);
    expect([missing.status, await code(missing)]).toEqual([404, 'not_found']);
    const wrong = await fetch(`${url}/bug`, { method: 'POST' });
    expect([wrong.status, await code(wrong), wrong.headers.get('allow')]).toEqual([405, 'method_not_allowed', 'GET']);
  });

  test.each([
    ['an address that is not percent-encoded right', 'GET /%zz HTTP/1.1\r\nhost: x'],
    ['a Host header that is no host', 'GET /bug HTTP/1.1\r\nhost: ['],
    ['an address of another form', 'OPTIONS * HTTP/1.1\r\nhost: x'],
    ['a whole address', 'GET http://[/ HTTP/1.1\r\nhost: x'],
    ['a parameter that is not percent-encoded right', 'GET /things/%E0%A4%A HTTP/1.1\r\nhost: x'],
  ])('%s is 400 and does not end the process', async (_, head) => {
    const thing: Route = {
      method: 'get',
      path: '/things/:id',
      handle: (_request, response) => void response.send(200, {}),
    };
    const { port, url } = await start({ routes: [...failing, thing] });
    expect(await raw(port, `${head}\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/);
    expect((await fetch(`${url}/problem`)).status).toBe(409);
  });

  test('a caller that leaves in the middle of its body runs no route', async () => {
    const { port, url } = await start({ routes: [echo('json'), ...failing] });
    seen.length = 0;
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /json HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"a"');
    socket.end();
    await text(socket);
    expect((await fetch(`${url}/problem`)).status).toBe(409);
    expect(seen).toEqual([]);
  });

  test('a caller that never ends its headers loses the connection', async () => {
    const { port } = await start({ routes: [], limits: { headersMs: 20, requestMs: 40, checkMs: 10, closeMs: 100 } });
    expect(await raw(port, 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: ')).toMatch(/^HTTP\/1.1 408/);
  });
});

describe('every answer', () => {
  const ok: Route = {
    method: 'get',
    path: '/ok/:id',
    handle: (_request, response) => void response.send(200, { ok: true }),
  };

  test('carries the security headers and says nothing of what runs here', async () => {
    const { url } = await start({ routes: [ok], publicUrl: 'https://wegwijs.example' });
    for (const path of ['/ok/1', '/nothing', '/%zz']) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toMatch(/max-age/);
      expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
    }
  });

  test('is measured and logged by its pattern, never by its address', async () => {
    const observed: unknown[] = [];
    const lines: unknown[] = [];
    const log: Log = { ...silentLog, debug: (fields) => void lines.push(fields) };
    const { url, server } = await start({ routes: [ok], log, observe: (request) => void observed.push(request) });
    await fetch(`${url}/ok/marker-in-path?marker-in-query`);
    await fetch(`${url}/marker-elsewhere`);
    await server.close();
    expect(observed).toEqual([
      { method: 'GET', route: '/ok/:id', status: 200, seconds: expect.any(Number) },
      { method: 'GET', route: 'none', status: 404, seconds: expect.any(Number) },
    ]);
    expect(lines).toHaveLength(2);
    expect(JSON.stringify([observed, lines])).not.toMatch(/marker/);
  });
});
