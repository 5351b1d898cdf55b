import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audit } from './audit.ts';
import { startCluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after, createRandom } from './random.ts';

const self = fileURLToPath(import.meta.url);

/** Plays it in a process of its own, that sees a small disk mounted where the database is; a reason when it may not. */
export function fillDisk(seed: number): Figures | string {
  const directory = mkdtempSync(join(tmpdir(), 'wegwijs-full-'));
  const mount = 'mount -t tmpfs -o size=24m none "$1" && exec "$2" "$3" "$1" "$4"';
  const args = ['-rm', 'sh', '-c', mount, 'sh', directory, process.execPath, self, String(seed)];
  try {
    const { status, stdout, error } = spawnSync('unshare', args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      timeout: 300_000,
    });
    if (error) return `unshare: ${error.message}`;
    if (status !== 0 && stdout === '') return `no small disk may be mounted here (exit ${status})`;
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Three times the disk is full for some seconds while people write. */
async function play(disk: string, seed: number): Promise<Figures> {
  const random = createRandom(seed);
  const say = (line: string): void => void process.stderr.write(`  full disk: ${line}\n`);
  const dataDir = join(disk, 'data');
  mkdirSync(dataDir);
  symlinkSync(join(tmpdir(), 'wegwijs-test-models'), join(dataDir, 'models'));
  const cluster = await startCluster({ random, processes: 1, settings: { DATA_DIR: dataDir } });
  try {
    const load = startLoad(cluster, { random, people: { web: 5, botframework: 4 } });
    for (let round = 0; round < 3; round++) {
      await after(3_000);
      const end = cluster.cut();
      const bytes = fill(join(disk, 'filler'));
      await after(1_000);
      const before = load.taken();
      await after(4_000);
      say(`${bytes} bytes fill it; ${load.taken() - before} messages taken while it was full`);
      rmSync(join(disk, 'filler'));
      await after(500);
      end();
    }
    await after(2_000);
    await load.end();
    await untilAnswered(load.talks, 60_000);
    say(`${cluster.client.met.retries} requests repeated`);
    return await audit(cluster, load.talks, say);
  } finally {
    await cluster.close();
  }
}

/** Writes until nothing fits any more. */
function fill(file: string): number {
  const filler = openSync(file, 'w');
  let bytes = 0;
  for (let size = 65_536; size >= 1;) {
    try {
      bytes += writeSync(filler, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      size = Math.floor(size / 2);
    }
  }
  closeSync(filler);
  return bytes;
}

if (process.argv[1] === self) {
  const [disk = '', seed = '1'] = process.argv.slice(2);
  process.stdout.write(`${JSON.stringify(await play(disk, Number(seed)))}\n`);
  process.exit(0);
}
