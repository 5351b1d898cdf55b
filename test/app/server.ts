import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The secret with which tests speak Direct Line as a standard client. */
export const directLineSecret = 'only-for-tests-a-direct-line-secret';

/** The real server as a process of its own, on a data directory that outlives it. */
export interface AppServer {
  url: string;
  dataDir: string;
  /** Everything that all its processes wrote, as lines. */
  output: string[];
  /** Resolves when a process is ready for traffic; a client that was cut off waits for this before it tries again. */
  up(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts the next process on the same directory and port. */
  start(): Promise<void>;
  /** Holds the process where it is (SIGSTOP) or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends the process and removes the directory. */
  close(): Promise<void>;
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Models are named by what they were trained from, so every test server of this machine shares one folder. */
const models = join(tmpdir(), 'wegwijs-test-models');

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts the server with only these settings besides a fresh `DATA_DIR`. */
export async function startAppServer(settings: Record<string, string> = {}): Promise<AppServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wegwijs-app-'));
  mkdirSync(models, { recursive: true });
  symlinkSync(models, join(dataDir, 'models'));
  const port = await freePort();
  const output: string[] = [];
  let child: ChildProcess | undefined;
  let ready = Promise.withResolvers<void>();
  let isReady = false;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        DATA_DIR: dataDir,
        PORT: String(port),
        DIRECTLINE_SECRET: directLineSecret,
        ...settings,
      },
    });
    child = started;
    running.add(started);
    const begun = Promise.withResolvers<void>();
    for (const stream of [started.stdout, started.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        if (line.includes('"msg":"ready"')) begun.resolve();
      });
    }
    started.once('close', (code) => {
      running.delete(started);
      begun.reject(new Error(`the server ended with ${code}:\n${output.slice(-20).join('\n')}`));
    });
    await begun.promise;
    isReady = true;
    ready.resolve();
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ending = child;
    child = undefined;
    if (isReady) ready = Promise.withResolvers();
    isReady = false;
    if (!ending || !running.has(ending)) return ending?.exitCode ?? null;
    const gone = once(ending, 'close');
    ending.kill(signal);
    await gone;
    return ending.exitCode;
  }

  const server: AppServer = {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    output,
    up: () => ready.promise,
    async kill() {
      await end('SIGKILL');
    },
    start,
    signal: (signal) => void child?.kill(signal),
    stop: () => end('SIGTERM'),
    async close() {
      await end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

/** A port that is free now, so that the next process can have the same address. */
async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
