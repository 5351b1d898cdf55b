import { startCluster, type ClusterOptions, type Cluster } from './cluster.ts';
import { addFigures, isClean, noFigures, type Figures } from './figures.ts';
import { killUnderLoad, type Run } from './kills.ts';
import { readOptions, type ChaosOptions } from './options.ts';
import { createRandom } from './random.ts';

const write = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  write(`chaos: ${JSON.stringify(options)}`);
  const figures = await play(options);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(isClean(figures) ? 0 : 1);
} catch (error) {
  write((error as Error).stack ?? String(error));
  process.exit(2);
}

async function play(options: ChaosOptions): Promise<Figures> {
  const random = createRandom(options.seed);
  const until = performance.now() + options.minutes * 60_000;
  let sum = noFigures;
  const hazard = async (name: string, act: (run: Run) => Promise<Figures>): Promise<void> => {
    if (performance.now() > until) return write(`${name}: left out, the time is up`);
    const started = performance.now();
    const figures = await act({ random, until, say: (line) => write(`  ${name}: ${line}`) });
    write(`${name}: ${JSON.stringify(figures)} in ${Math.round((performance.now() - started) / 1000)} s`);
    sum = addFigures(sum, figures);
  };
  const cluster = await startCluster({ random, processes: options.processes });
  try {
    await hazard('kills', (run) => killUnderLoad(cluster, run, options.kills));
  } finally {
    await cluster.close();
  }
  return sum;
}
