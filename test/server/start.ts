import { afterEach } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { silentLog } from '../../src/core/log.ts';
import { createServer, type Server, type ServerOptions } from '../../src/server.ts';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A server on a free port of this machine, closed after the test. */
export async function start(options: Partial<ServerOptions> & Pick<ServerOptions, 'routes'>) {
  const server = createServer({ log: silentLog, limits: { closeMs: 200 }, ...options });
  open.push(server);
  const port = await server.listen(0, '127.0.0.1');
  return { server, port, url: `http://127.0.0.1:${port}` };
}

/** Bytes as they are, to a server that should not fall over. */
export async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(bytes);
  return text(socket);
}
