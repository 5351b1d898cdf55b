import { findServer, startServer } from '../stand-ins/mongo-server/launch.ts';
import { startProxy } from '../stand-ins/mongo-server/proxy.ts';
import { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';
import { addFigures, isClean, noFigures, type Figures } from './figures.ts';
import { jumpClocks, spoilStore } from './faulty-world.ts';
import { fillDisk } from './full-disk.ts';
import { killUnderLoad, type Run } from './kills.ts';
import { readOptions, type ChaosOptions } from './options.ts';
import { pauseUnderLoad } from './pauses.ts';
import { poisonProcesses } from './poison.ts';
import { createRandom, type Random } from './random.ts';
import { refuseUnderLoad } from './refusals.ts';
import { stopAllButOne } from './stops.ts';
import { tearStore } from './torn-store.ts';

const write = (line: string): void => void process.stderr.write(`${line}\n`);
const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);

type Act = (run: Run) => Figures | string | Promise<Figures | string>;

/** Plays hazards one after the other and keeps the sum. */
function createStage(random: Random, until: number) {
  let sum = noFigures;
  return {
    sum: () => sum,
    async play(name: string, act: Act): Promise<void> {
      const started = performance.now();
      if (started > until) return write(`${name}: left out, the time is up`);
      const figures = await act({ random, until, say: (line) => write(`  ${name}: ${line}`) });
      if (typeof figures === 'string') return write(`${name}: left out, ${figures}`);
      write(`${name}: ${JSON.stringify(figures)} in ${seconds(started)} s`);
      sum = addFigures(sum, figures);
    },
  };
}

async function withCluster(options: ClusterOptions, act: (cluster: Cluster) => Promise<void>): Promise<void> {
  const cluster = await startCluster(options);
  try {
    await act(cluster);
  } finally {
    await cluster.close();
  }
}

async function onSqlite(options: ChaosOptions, random: Random): Promise<Figures> {
  const stage = createStage(random, performance.now() + options.minutes * 60_000);
  const cluster = { random, processes: 1 };
  await withCluster(cluster, (one) => stage.play('kills', (run) => killUnderLoad(one, run, options.kills)));
  await withCluster(cluster, (one) => stage.play('a connector that refuses', (run) => refuseUnderLoad(one, run)));
  await withCluster(cluster, (one) => stage.play('standing still', (run) => pauseUnderLoad(one, run)));
  await stage.play('full disk', () => fillDisk(options.seed));
  await stage.play('a store that is slow, late or away', spoilStore);
  await stage.play('clocks that jump', jumpClocks);
  await stage.play('a poison message', poisonProcesses);
  return stage.sum();
}

async function onMongo(options: ChaosOptions, random: Random): Promise<Figures> {
  const stage = createStage(random, performance.now() + options.minutes * 60_000);
  const kind = findServer();
  if (!kind) throw new Error('there is no MONGODB_URI, no mongod, and no java, javac and mvn for a stand-in');
  write(`mongodb: ${kind}`);
  const server = await startServer(kind);
  const on = (name: string): ClusterOptions => {
    const uri = new URL(server.uri);
    uri.pathname = `/wegwijs-chaos-${name}-${Date.now()}`;
    return { random, processes: options.processes, mongodbUri: uri.href };
  };
  try {
    await withCluster(on('kills'), (one) => stage.play('kills', (run) => killUnderLoad(one, run, options.kills)));
    if (options.processes > 1)
      await withCluster(on('stops'), (one) => stage.play('stopped one by one', (run) => stopAllButOne(one, run)));
    await withCluster(on('pauses'), (one) => stage.play('standing still', (run) => pauseUnderLoad(one, run)));
    const torn = on('torn');
    const proxy = await startProxy(torn.mongodbUri ?? '');
    try {
      await withCluster({ ...torn, mongodbUri: proxy.uri }, (one) =>
        stage.play('a store that tears', (run) => tearStore(one, proxy, run)),
      );
    } finally {
      await proxy.close();
    }
  } finally {
    await server.stop();
  }
  return stage.sum();
}

try {
  const options = readOptions(process.argv.slice(2));
  write(`chaos: ${JSON.stringify(options)}`);
  const play = options.store === 'mongodb' ? onMongo : onSqlite;
  const figures = await play(options, createRandom(options.seed));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(isClean(figures) ? 0 : 1);
} catch (error) {
  write((error as Error).stack ?? String(error));
  process.exit(2);
}
