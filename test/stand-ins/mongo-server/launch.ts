import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildStandIn } from './build.ts';

/** What answers MongoDB's protocol to the tests. */
export type ServerKind = 'named by MONGODB_URI' | 'mongod' | 'stand-in';

export interface RunningServer {
  uri: string;
  stop(): Promise<void>;
}

/** The best server there is to test against, `undefined` when there is none. */
export function findServer(): ServerKind | undefined {
  if (process.env.MONGODB_URI) return 'named by MONGODB_URI';
  if (isOnPath('mongod')) return 'mongod';
  return ['java', 'javac', 'mvn'].every(isOnPath) ? 'stand-in' : undefined;
}

export async function startServer(kind: ServerKind): Promise<RunningServer> {
  if (kind === 'mongod') return startMongod();
  if (kind === 'stand-in') return startStandIn();
  return { uri: process.env.MONGODB_URI ?? '', stop: async () => {} };
}

async function startStandIn(): Promise<RunningServer> {
  const child = spawn('java', ['-Xshare:auto', '-cp', buildStandIn(), 'StandInServer'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await firstLine(child, () => true);
  return { uri: `mongodb://127.0.0.1:${port}/`, stop: () => stop(child) };
}

async function startMongod(): Promise<RunningServer> {
  const directory = mkdtempSync(join(tmpdir(), 'wegwijs-mongod-'));
  const port = await freePort();
  const args = ['--dbpath', directory, '--port', String(port), '--bind_ip', '127.0.0.1'];
  const child = spawn('mongod', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await firstLine(child, (line) => line.includes('Waiting for connections'));
  child.stdout.resume();
  return {
    uri: `mongodb://127.0.0.1:${port}/`,
    stop: async () => {
      await stop(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess, isIt: (line: string) => boolean): Promise<string> {
  if (!child.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: child.stdout })) if (isIt(line)) return line;
  throw new Error(`the MongoDB server ended before it served: exit status ${child.exitCode ?? 'unknown'}`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.stdin?.end();
  if (!child.stdin) child.kill('SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
