import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A server in a process of its own, on loopback. */
export interface ServerProcess {
  port: number;
  /** From the start of the process until it took traffic. */
  startMs: number;
  /** CPU time that all its threads used so far, in ms. */
  cpuMs(): number;
  /** Memory in MB: now, and the most there was. */
  memoryMb(): { now: number; most: number };
  stop(): Promise<void>;
}

const readyWithinMs = 180_000;
const clockTickMs = 10;

/** Starts a file with Node and waits for the line on stderr that says `ready` and the port. Throws when it ends before. */
export async function startServer(
  file: string,
  options: { env?: Record<string, string>; nodeArguments?: readonly string[] } = {},
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), file], {
    env: options.env ?? {},
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const said: string[] = [];
  let isStopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!isStopping) process.stderr.write(`${file} ended (${code ?? signal}):\n${said.slice(-20).join('\n')}\n`);
      resolve();
    });
  });
  const lines = createInterface({ input: child.stderr });
  const port = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), readyWithinMs);
    lines.on('line', (line) => {
      said.push(line);
      const ready = /"port":(\d+).*"msg":"ready"/.exec(line);
      if (ready) resolve(Number(ready[1]));
    });
    void ended.then(() => reject(new Error(`${file} did not start:\n${said.slice(-20).join('\n')}`)));
    void ended.finally(() => clearTimeout(late));
    lines.once('close', () => clearTimeout(late));
  });
  return {
    port,
    startMs: performance.now() - startedAt,
    cpuMs: () => cpuMsOf(child.pid),
    memoryMb: () => memoryOf(child.pid),
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await ended;
      process.off('exit', killed);
    },
  };
}

/** CPU time of a process and its threads. */
function cpuMsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * clockTickMs;
}

function memoryOf(pid: number | undefined): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: mb('VmRSS'), most: mb('VmHWM') };
}
