import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem, problems } from '../core/errors.ts';
import type { Upgrade } from '../core/http.ts';
import type { Log } from '../core/log.ts';
import { problemBody, toProblem } from './answer-problem.ts';
import { newReference } from './reference.ts';

/** Hands WebSocket upgrades to whoever takes their path; the others get their answer on the socket, and its end. */
export function takeUpgrades(server: Server, upgrades: readonly Upgrade[], log: Log): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    void dispatch(upgrades, request, socket, head).catch((error: unknown) => {
      const reference = newReference();
      const problem = toProblem(error, reference);
      if (problem.code === 'internal') log.error({ reference, err: problem.cause }, 'upgrade failed');
      refuse(socket, problem);
    });
  });
}

async function dispatch(
  upgrades: readonly Upgrade[],
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const path = (request.url ?? '').replace(/\?.*/s, '');
  const upgrade = upgrades.find((candidate) => candidate.path.test(path));
  if (!upgrade) throw new Problem('not_found');
  await upgrade.handle(request, socket, head);
}

function refuse(socket: Duplex, problem: Problem): void {
  const { status } = problems[problem.code];
  const body = problemBody(problem);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
