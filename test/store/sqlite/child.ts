import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach } from '@jest/globals';

/** A script of this folder in a process of its own, which prints lines. */
export interface Child {
  process: ChildProcess;
  /** Resolves with all whole lines once there are this many, or the process has ended. */
  lines(count: number): Promise<string[]>;
  /** SIGKILL; resolves with all whole lines when it is gone. */
  kill(): Promise<string[]>;
}

const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

export function startChild(script: string, args: readonly string[], command: readonly string[] = []): Child {
  const [program = '', ...rest] = [
    ...command,
    process.execPath,
    fileURLToPath(new URL(script, import.meta.url)),
    ...args,
  ];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines: string[] = [];
  let waiting: { count: number; resolve: () => void } | undefined;
  const reader = createInterface({ input: child.stdout });
  const ended = Promise.all([once(reader, 'close'), once(child, 'exit')]);
  reader.on('line', (line) => {
    lines.push(line);
    if (waiting && lines.length >= waiting.count) waiting.resolve();
  });
  return {
    process: child,
    async lines(count) {
      if (lines.length < count) {
        await Promise.race([ended, new Promise<void>((resolve) => (waiting = { count, resolve }))]);
      }
      return [...lines];
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
      return [...lines];
    },
  };
}
