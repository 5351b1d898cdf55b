import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';

/** Answers a request, or says that it is not its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

export interface StandIn {
  address: string;
  /** Paths with query of all that was asked, in order. */
  asked: string[];
  /** Breaks all connections, and refuses new ones until `resume`. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'";

/** Serves a built `web/dist` under the policy that the real server sets, and the API through `handlers`. */
export async function startStandIn(
  dist: string,
  handlers: readonly Handler[],
  onUpgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void = (_request, socket) => socket.destroy(),
): Promise<StandIn> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let isPaused = false;
  const server = createServer((request, response) => void answer(request, response));
  server.on('connection', (socket: Socket) => {
    if (isPaused) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => onUpgrade(request, socket as Socket, head));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand.in');
    asked.push(url.pathname + url.search);
    try {
      for (const handle of handlers) if (await handle(request, response, url)) return;
      await file(url.pathname, response);
    } catch (error) {
      send(response, 500, { error: { code: 'internal', message: String(error) } });
    }
  }

  async function file(path: string, response: ServerResponse): Promise<void> {
    const name = path === '/' ? '/index.html' : extname(path) ? path : `${path}.html`;
    const bytes = await readFile(join(dist, name)).catch(() => undefined);
    if (!bytes) return send(response, 404, { error: { code: 'not_found', message: '' } });
    response.writeHead(200, { 'content-type': types[extname(name)] ?? '', 'content-security-policy': policy });
    response.end(bytes);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    pause() {
      isPaused = true;
      for (const socket of sockets) socket.destroy();
    },
    resume: () => void (isPaused = false),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await bytesOf(request)).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
