import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { MongoClient, type Document } from 'mongodb';
import { createFrameReader, withBody, type Frame } from './wire.ts';

/** What happens to a command. */
export type Fault =
  | 'pass'
  /** The connection is torn before the server sees it. */
  | 'cut before'
  /** Half of it reaches the server, and the connection is torn. */
  | 'cut within'
  /** The server does it, and the connection is torn before the answer. */
  | 'cut after'
  /** The server does it, and the connection is torn in the middle of the answer. */
  | 'cut answer'
  /** The server does it, and the answer never comes. */
  | 'silence'
  /** The server does it so many ms later, also when the asker has given up by then. */
  | { doneAfterMs: number }
  /** The server does it, and answers so many ms later. */
  | { answerAfterMs: number }
  /** The server does it, and answers otherwise. */
  | ((answer: Document) => Document);

export interface Proxy {
  /** The database, through this proxy. */
  uri: string;
  /** The commands of the store in order of arrival, without the driver's own. */
  commands: Document[];
  /** Every byte, both ways. */
  bytes(): Buffer;
  /** The next commands of the store meet these, in this order; all after them pass. */
  inject(...faults: Fault[]): void;
  /** From now on every command of the store meets what this says, unless something was injected for it. */
  disturb(choose: (command: Document) => Fault): void;
  /** Connections are torn and none is taken, as if nobody were there, until what this resolves to is called. */
  leave(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const driversOwn = ['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'buildInfo'];

/**
 * Stands between a store and the primary of this database, reads what goes by, and tears it where it is told to. Reads
 * plain connections only, no TLS. Where it does not `record`, `commands` and `bytes` stay empty.
 */
export async function startProxy(uri: string, { record = true } = {}): Promise<Proxy> {
  const commands: Document[] = [];
  const seen: Buffer[] = [];
  const faults: Fault[] = [];
  const sockets = new Set<Socket>();
  const target = await primaryOf(uri);
  let choose = (_command: Document): Fault => 'pass';

  const faultOf = ({ body }: Frame): Fault => {
    const name = Object.keys(body ?? {})[0];
    if (!body || name === undefined || driversOwn.includes(name)) return 'pass';
    if (record) commands.push(body);
    return faults.shift() ?? choose(body);
  };

  const server = createServer((client) => {
    const upstream = connect(target);
    const awaited = new Map<number, Fault>();
    let held = 0;
    const tear = (): void => {
      client.destroy();
      if (held === 0) upstream.destroy();
    };
    const sendLater = (bytes: Buffer, delayMs: number): void => {
      held += 1;
      setTimeout(() => {
        held -= 1;
        if (client.destroyed && held === 0) upstream.end(bytes);
        else upstream.write(bytes);
      }, delayMs);
    };
    const toServer = (frame: Frame): void => {
      const fault = faultOf(frame);
      if (fault === 'cut before') return tear();
      if (fault === 'cut within') return void upstream.write(frame.bytes.subarray(0, frame.bytes.length / 2), tear);
      awaited.set(frame.requestId, fault);
      if (typeof fault === 'object' && 'doneAfterMs' in fault) sendLater(frame.bytes, fault.doneAfterMs);
      else upstream.write(frame.bytes);
    };
    const toClient = (frame: Frame): void => {
      const fault = awaited.get(frame.responseTo) ?? 'pass';
      awaited.delete(frame.responseTo);
      if (fault === 'cut after') return tear();
      if (fault === 'cut answer') return void client.write(frame.bytes.subarray(0, frame.bytes.length / 2), tear);
      if (fault === 'silence') return;
      const answer = typeof fault === 'function' ? withBody(frame, fault(frame.body ?? {})) : frame.bytes;
      const delayMs = typeof fault === 'object' && 'answerAfterMs' in fault ? fault.answerAfterMs : 0;
      if (delayMs > 0) setTimeout(() => client.writable && client.write(answer), delayMs);
      else client.write(answer);
    };
    for (const [socket, onFrame] of [
      [client, toServer],
      [upstream, toClient],
    ] as const) {
      const read = createFrameReader(onFrame);
      sockets.add(socket);
      socket.on('data', (chunk: Buffer) => {
        if (record) seen.push(chunk);
        read(chunk);
      });
      socket.on('error', tear).on('close', () => {
        sockets.delete(socket);
        tear();
      });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const end = async (): Promise<void> => {
    const closed = server.listening ? once(server.close(), 'close') : undefined;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    uri: withHosts(uri, `127.0.0.1:${port}`),
    commands,
    bytes: () => Buffer.concat(seen),
    inject: (...more) => void faults.push(...more),
    disturb: (next) => void (choose = next),
    async leave() {
      await end();
      return () => listen(port);
    },
    close: end,
  };
}

const hostsIn = /^(mongodb:\/\/(?:[^@/?]*@)?)([^/?]+)/;

async function primaryOf(uri: string): Promise<{ host: string; port: number }> {
  const client = new MongoClient(uri);
  try {
    const { me } = await client.db('admin').command({ isMaster: 1 });
    const [host = '', port = '27017'] = String(me ?? hostsIn.exec(uri)?.[2]).split(':');
    return { host, port: Number(port) };
  } finally {
    await client.close();
  }
}

function withHosts(uri: string, hosts: string): string {
  const [start = '', query = ''] = uri.split('?');
  const own = query.split('&').filter((setting) => setting && !setting.startsWith('replicaSet='));
  return `${start.replace(hostsIn, `$1${hosts}`)}?${[...own, 'directConnection=true'].join('&')}`;
}
