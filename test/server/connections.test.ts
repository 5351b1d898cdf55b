import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { Problem } from '../../src/core/errors.ts';
import type { HttpRequest, Route, Upgrade } from '../../src/core/http.ts';
import { raw, start } from './start.ts';

describe('upgrades', () => {
  const sockets = new WebSocketServer({ noServer: true });
  const upgrades: Upgrade[] = [
    {
      path: /^\/stream\/\w+$/,
      handle(request, socket, head) {
        if (request.url?.includes('token=wrong')) throw new Problem('unauthorized');
        sockets.handleUpgrade(request, socket, head, (client) => client.send('hello'));
      },
    },
  ];

  test('reach whoever takes their path', async () => {
    const { port } = await start({ routes: [], upgrades });
    const client = new WebSocket(`ws://127.0.0.1:${port}/stream/1?token=right`);
    const [message] = await once(client, 'message');
    expect(String(message)).toBe('hello');
    client.close();
    await once(client, 'close');
  });

  test.each([
    ['/elsewhere', 404],
    ['/stream/1?token=wrong', 401],
  ])('%s is answered %i on the socket', async (path, status) => {
    const { port } = await start({ routes: [], upgrades });
    const client = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    const [error] = (await once(client, 'error')) as [Error];
    expect(error.message).toContain(String(status));
  });

  test('a request that offers another protocol is answered as if it did not', async () => {
    const ok: Route = { method: 'get', path: '/ok', handle: (_request, response) => void response.send(200, {}) };
    const { port } = await start({ routes: [ok], upgrades });
    const answer = await raw(port, 'GET /ok HTTP/1.1\r\nhost: x\r\nupgrade: h2c\r\nconnection: upgrade, close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 200/);
  });
});

describe('close', () => {
  test('lets an answer that has begun end, and ends streams and sockets', async () => {
    let answer = (): void => undefined;
    const begun = Promise.withResolvers<HttpRequest>();
    const routes: Route[] = [
      {
        method: 'get',
        path: '/slow',
        handle: (request, response) =>
          new Promise((resolve) => {
            answer = () => {
              response.send(200, { ok: true });
              resolve();
            };
            begun.resolve(request);
          }),
      },
      {
        method: 'get',
        path: '/events',
        handle(_request, response) {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write('event: tickets\n\n');
        },
      },
    ];
    const wss = new WebSocketServer({ noServer: true });
    const upgrades: Upgrade[] = [
      { path: /./, handle: (request, socket, head) => wss.handleUpgrade(request, socket, head, () => undefined) },
    ];
    const { server, port, url } = await start({ routes, upgrades });
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(client, 'open');
    const events = await fetch(`${url}/events`);
    const slow = fetch(`${url}/slow`);
    await begun.promise;

    const closed = server.close();
    expect(await events.text()).toBe('event: tickets\n\n');
    answer();
    expect(await (await slow).json()).toEqual({ ok: true });
    await Promise.all([closed, once(client, 'close')]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('does not wait for ever for an answer that never comes', async () => {
    const begun = Promise.withResolvers<void>();
    const never: Route = { method: 'get', path: '/never', handle: () => new Promise(() => begun.resolve()) };
    const { server, url } = await start({ routes: [never], limits: { closeMs: 20 } });
    const request = fetch(`${url}/never`);
    request.catch(() => undefined);
    await begun.promise;
    await server.close();
    await expect(request).rejects.toThrow();
  });
});
