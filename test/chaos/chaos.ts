import { openMemoryStore, openMongoStore } from '../../src/store/registry.ts';
import { findServer, startServer } from '../stand-ins/mongo-server/launch.ts';
import { startProxy, type Proxy } from '../stand-ins/mongo-server/proxy.ts';
import { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';
import { addFigures, isClean, noFigures, type Figures } from './figures.ts';
import { jumpClocks, spoilStore } from './faulty-world.ts';
import { fillDisk } from './full-disk.ts';
import type { OpenStore } from './house.ts';
import { killUnderLoad, type Run } from './kills.ts';
import { readOptions, type ChaosOptions } from './options.ts';
import { pauseUnderLoad } from './pauses.ts';
import { poisonProcesses } from './poison.ts';
import { createRandom, type Random } from './random.ts';
import { refuseUnderLoad } from './refusals.ts';
import { slowStore, storeAnswersWithinMs } from './slow-store.ts';
import { stopAllButOne } from './stops.ts';
import { tearStore } from './torn-store.ts';

const write = (line: string): void => void process.stderr.write(`${line}\n`);
const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);

type Act = (run: Run) => Figures | string | Promise<Figures | string>;

interface Played {
  figures: Figures;
  /** What came of each hazard by its name; why, when it was left out. */
  hazards: Record<string, object | string>;
}

/** Plays hazards one after the other and keeps the sum. */
function createStage(random: Random, until: number) {
  const played: Played = { figures: noFigures, hazards: {} };
  const leaveOut = (name: string, why: string): void => {
    write(`${name}: left out, ${why}`);
    played.hazards[name] = why;
  };
  return {
    played,
    async play(name: string, act: Act): Promise<void> {
      const started = performance.now();
      if (started > until) return leaveOut(name, 'the time is up');
      const figures = await act({ random, until, say: (line) => write(`  ${name}: ${line}`) });
      if (typeof figures === 'string') return leaveOut(name, figures);
      write(`${name}: ${JSON.stringify(figures)} in ${seconds(started)} s`);
      played.figures = addFigures(played.figures, figures);
      played.hazards[name] = { ...figures, seconds: seconds(started) };
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

/** A cluster whose servers reach the database by so many wires. */
async function withWires(
  options: ClusterOptions,
  count: number,
  act: (cluster: Cluster, wires: readonly Proxy[]) => Promise<void>,
): Promise<void> {
  const wires: Proxy[] = [];
  try {
    while (wires.length < count) wires.push(await startProxy(options.mongodbUri ?? '', { record: false }));
    const patience = `socketTimeoutMS=${storeAnswersWithinMs}&serverSelectionTimeoutMS=${2 * storeAnswersWithinMs}`;
    const wireUris = Array.from({ length: options.processes }, (_, at) => `${wires[at % count]!.uri}&${patience}`);
    await withCluster({ ...options, wireUris }, (cluster) => act(cluster, wires));
  } finally {
    await Promise.all(wires.map((wire) => wire.close()));
  }
}

async function onSqlite(options: ChaosOptions, random: Random): Promise<Played> {
  const stage = createStage(random, performance.now() + options.minutes * 60_000);
  const cluster = { random, processes: 1 };
  await withCluster(cluster, (one) => stage.play('kills (SIGKILL)', (run) => killUnderLoad(one, run, options.kills)));
  await withCluster(cluster, (one) => stage.play('a connector that refuses', (run) => refuseUnderLoad(one, run)));
  await withCluster(cluster, (one) => stage.play('standing still (SIGSTOP)', (run) => pauseUnderLoad(one, run)));
  await stage.play('full disk', () => fillDisk(options.seed));
  await stage.play('a store that is slow, late or away', spoilStore);
  await stage.play('clocks that jump', (run) => jumpClocks(run, openMemoryStore));
  await stage.play('a poison message', (run) => poisonProcesses(run, { openStore: openMemoryStore, exclusive: true }));
  return stage.played;
}

async function onMongo(options: ChaosOptions, random: Random): Promise<Played> {
  const stage = createStage(random, performance.now() + options.minutes * 60_000);
  const kind = findServer();
  if (!kind) throw new Error('there is no MONGODB_URI, no mongod, and no java, javac and mvn for a stand-in');
  write(`mongodb: ${kind}`);
  const server = await startServer(kind);
  const newDatabase = (name: string): string => {
    const uri = new URL(server.uri);
    uri.pathname = `/wegwijs-chaos-${name}-${Date.now()}`;
    return uri.href;
  };
  const on = (name: string): ClusterOptions => ({
    random,
    processes: options.processes,
    mongodbUri: newDatabase(name),
  });
  const openStore: OpenStore = (sealed) => openMongoStore({ ...sealed, uri: newDatabase('house') });
  try {
    await withCluster(on('kills'), (one) =>
      stage.play('kills (SIGKILL)', (run) => killUnderLoad(one, run, options.kills)),
    );
    if (options.processes > 1)
      await withCluster(on('stops'), (one) =>
        stage.play(`${options.processes - 1} of ${options.processes} stopped, one after the other`, (run) =>
          stopAllButOne(one, run),
        ),
      );
    await withCluster(on('pauses'), (one) => stage.play('standing still (SIGSTOP)', (run) => pauseUnderLoad(one, run)));
    await withWires(on('torn'), 1, (one, [wire]) =>
      stage.play('a store that tears', (run) => tearStore(one, wire!, run)),
    );
    await withWires(on('slow'), options.processes, (one, wires) =>
      stage.play('a store that is slow, late or away', (run) => slowStore(one, wires, run)),
    );
    await stage.play('clocks that jump', (run) => jumpClocks(run, openStore));
    await stage.play('a poison message', (run) => poisonProcesses(run, { openStore, exclusive: false }));
  } finally {
    await server.stop();
  }
  return stage.played;
}

try {
  const options = readOptions(process.argv.slice(2));
  write(`chaos: ${JSON.stringify(options)}`);
  const play = options.store === 'mongodb' ? onMongo : onSqlite;
  const { figures, hazards } = await play(options, createRandom(options.seed));
  process.stdout.write(`${JSON.stringify({ ...figures, hazards })}\n`);
  process.exit(isClean(figures) ? 0 : 1);
} catch (error) {
  write((error as Error).stack ?? String(error));
  process.exit(2);
}
