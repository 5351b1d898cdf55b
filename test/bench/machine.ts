import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { rounded, spreadOf, type Spread } from './spread.ts';

export interface Machine {
  cores: number;
  processor: string;
  memoryGb: number;
  node: string;
  /** Processes that wanted a core in the last minute, before the bench began. */
  load: number;
  /** What the disk takes to have 4 kB for certain. */
  fsyncMs: Spread;
}

export const describeMachine = (directory: string): Machine => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  load: rounded(loadavg()[0] ?? 0),
  fsyncMs: measureFsync(directory),
});

function measureFsync(directory: string): Spread {
  const own = mkdtempSync(join(directory, 'fsync-'));
  const file = openSync(join(own, 'file'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 200 }, () => {
    writeSync(file, page);
    const startedAt = performance.now();
    fsyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  rmSync(own, { recursive: true });
  return spreadOf(times);
}
