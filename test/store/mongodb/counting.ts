import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

/** A process that adds one, so many times, to the number in the note `counter`; resolves when it has ended well. */
export async function startCounting(uri: string, times: number): Promise<void> {
  const script = fileURLToPath(new URL('counting-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, uri, String(times)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}
