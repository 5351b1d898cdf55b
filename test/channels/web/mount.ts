import type { AddressInfo } from 'node:net';
import restify, { type Request, type Response } from 'restify';
import type { Channel } from '../../../src/channels/channel.ts';
import { Problem } from '../../../src/core/errors.ts';
import type { Route } from '../../../src/core/http.ts';

export interface Mounted {
  port: number;
  close(): Promise<void>;
}

/** The least server that does what `core/http.ts` asks of one. */
export async function mount(channel: Channel): Promise<Mounted> {
  const server = restify.createServer();
  for (const route of channel.routes) {
    server[route.method](route.path, async (request: Request, response: Response) => {
      try {
        if (route.body === 'json') request.body = await readJson(request, route);
        await route.handle(request, response);
      } catch (error) {
        const problem = error instanceof Problem ? error : new Problem('internal');
        response.send(problem.status, { error: { code: problem.code, message: problem.message, ...problem.details } });
      }
    });
  }
  server.server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const upgrade = channel.upgrades?.find((candidate) => candidate.path.test(path));
    if (upgrade) void upgrade.handle(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await channel.close?.();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.server.closeAllConnections();
      });
    },
  };
}

async function readJson(request: Request, { maxBytes = 256 * 1024 }: Route): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.length > maxBytes) throw new Problem('too_large');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('bad_json');
  }
}
