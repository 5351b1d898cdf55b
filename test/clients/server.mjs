import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
/** Models are named by the hash of what they were trained from: every start may use those of an earlier one. */
const models = join(import.meta.dirname, 'node_modules/.cache/wegwijs-models');

/** A first start trains the recognizer. */
const startWithinMs = 180_000;

export const directLineSecret = 'secret-for-these-tests-only';

/**
 * Starts the real server, by `src/main.ts`, on a free port and an empty `DATA_DIR`, and resolves once it takes traffic.
 * `stop` ends it as a machine that goes down would; `start` again goes on with the same data on the same port.
 */
export async function openServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'wegwijs-clients-'));
  mkdirSync(models, { recursive: true });
  symlinkSync(models, join(dataDir, 'models'));
  const server = { port: 0, url: '', demoCode: '', start, stop, close };
  let child;
  process.once('exit', () => child?.kill('SIGKILL'));

  async function start() {
    child = spawn(process.execPath, ['src/main.ts'], {
      cwd: root,
      env: settings(dataDir, server.port),
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const { port, code } = await started(child);
    server.port = port;
    server.url = `http://127.0.0.1:${port}`;
    server.demoCode = code;
  }

  async function stop() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async function close() {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }

  await start();
  return server;
}

const settings = (dataDir, port) => ({
  PATH: process.env.PATH,
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  PORT: String(port),
  DIRECTLINE_SECRET: directLineSecret,
});

/** The port and the link code that the log says at the start. Throws with the log when the server ends or hangs before. */
async function started(child) {
  const lines = [];
  const late = setTimeout(() => child.kill('SIGKILL'), startWithinMs);
  const log = createInterface({ input: child.stderr });
  try {
    let port;
    for await (const line of log) {
      lines.push(line);
      const entry = line.startsWith('{') ? JSON.parse(line) : {};
      port ??= entry.port;
      if (entry.code !== undefined) return { port, code: entry.code };
    }
    throw new Error(`The server did not start:\n${lines.join('\n')}`);
  } finally {
    clearTimeout(late);
    child.stderr.resume();
  }
}

/** As a standard client's own server asks for a token of its visitor. */
export async function generateToken(server, body = {}) {
  const response = await fetch(`${server.url}/v3/directline/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${directLineSecret}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`tokens/generate: ${response.status}`);
  return response.json();
}
