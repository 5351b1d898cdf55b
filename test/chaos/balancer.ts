import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Random } from './random.ts';

/** Stands between clients and servers: gives each connection to a server that takes it, and tears connections. */
export interface Balancer {
  url: string;
  /** From now on each piece of a request or an answer is lost, with its connection, by this chance. */
  tear(chance: number): void;
  torn(): number;
  close(): Promise<void>;
}

export async function startBalancer(ports: readonly number[], random: Random): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let chance = 0;
  let torn = 0;

  function join(client: Socket, upstream: Socket): void {
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (piece: Buffer) => {
        if (random.chance(chance)) {
          torn += 1;
          end();
        } else if (!to.write(piece)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
      from.on('end', () => to.end()).on('close', end);
    };
    carry(client, upstream);
    carry(upstream, client);
    client.resume();
  }

  function reach(client: Socket, left: readonly number[]): void {
    const [port, ...others] = left;
    if (port === undefined) return void client.destroy();
    const upstream = connect(port, '127.0.0.1');
    const onRefused = (): void => reach(client, others);
    upstream.once('error', onRefused).once('connect', () => {
      upstream.off('error', onRefused).on('error', () => upstream.destroy());
      keep(upstream);
      join(client, upstream);
    });
  }

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };

  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client);
    client.on('error', () => client.destroy());
    const first = random.below(ports.length);
    reach(client, [...ports.slice(first), ...ports.slice(0, first)]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tear: (next) => void (chance = next),
    torn: () => torn,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}
