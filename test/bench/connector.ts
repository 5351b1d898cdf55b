import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The connector that bots answer through, on loopback: takes every reply at once. */
export interface Connector {
  serviceUrl: string;
  /** Resolves when the next message for this conversation is here. */
  reply(conversation: string): Promise<void>;
  /** Replies in all. */
  taken(): number;
  /** Messages that nobody waited for: a second reply to one message. */
  unexpected(): number;
  close(): void;
}

const path = /^\/v3\/conversations\/([^/]+)\/activities/;
const taken = '{"id":"r"}';

export async function startConnector(): Promise<Connector> {
  const waiting = new Map<string, () => void>();
  let unexpected = 0;
  let takenSoFar = 0;
  const server = createServer((request, response) => {
    const conversation = decodeURIComponent(path.exec(request.url ?? '')?.[1] ?? '');
    request.resume().on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': taken.length });
      response.end(taken);
      takenSoFar++;
      const arrived = waiting.get(conversation);
      if (arrived) waiting.delete(conversation);
      else unexpected++;
      arrived?.();
    });
  });
  // A bot that is idle while the other one has its round keeps its connections.
  Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    reply: (conversation) => new Promise((resolve) => void waiting.set(conversation, resolve)),
    taken: () => takenSoFar,
    unexpected: () => unexpected,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
