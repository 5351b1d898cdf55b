import type { AppServer } from '../app/server.ts';
import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after, type Random } from './random.ts';

export interface Run {
  random: Random;
  say(line: string): void;
  /** `performance.now()` after which nothing new is begun. */
  until: number;
}

const busy = { people: { web: 8, botframework: 6 } };
/** Several servers and a database on one machine: what a kill cuts off must be a send, not what waits for the machine. */
const calm = { people: { web: 5, botframework: 4 }, pauseMs: 1_500 };

/**
 * SIGKILL of one server after the other at any moment under load, every third again while it starts; torn connections.
 * Where there are several, the next is killed while the last may still be starting, and one is left to serve.
 */
export async function killUnderLoad(cluster: Cluster, { random, say, until }: Run, kills: number): Promise<Figures> {
  const { servers, connector, balancer, client, cut } = cluster;
  const load = startLoad(cluster, { random, ...(servers.length > 1 ? calm : busy) });
  connector.always({ afterMs: 10 });
  balancer.tear(0.01);
  let [begun, killed] = [0, 0];
  const strike = async (server: AppServer): Promise<void> => {
    begun += 1;
    await server.kill();
    await after(30); // what the dead process had written into its sockets arrives first
    cut()();
    killed += 1;
    if (killed % 10 === 0) say(`${killed} kills, ${load.taken()} messages taken`);
  };
  const strikeAndRestart = async (server: AppServer): Promise<void> => {
    await strike(server);
    if (killed % 3 === 0 && begun < kills) {
      const starting = server.start().catch(() => undefined);
      await after(random.below(1_500));
      await strike(server);
      await starting;
    }
    await server.start();
  };
  const restarting = new Map<AppServer, Promise<void>>();
  while (begun < kills && performance.now() < until) {
    const up = servers.filter((server) => !restarting.has(server));
    const server = up[random.below(up.length)];
    if (!server || up.length < Math.min(2, servers.length)) {
      await Promise.race(restarting.values());
      continue;
    }
    const before = load.taken();
    for (let waited = 0; load.taken() < before + 3 && waited < 5_000; waited += 20) await after(20);
    await after(random.below(400));
    const restarted = strikeAndRestart(server);
    restarting.set(server, restarted);
    void restarted.then(
      () => restarting.delete(server),
      () => undefined, // stays, and is thrown where it is awaited
    );
  }
  await Promise.all(restarting.values());
  balancer.tear(0);
  await load.end();
  await untilAnswered(load.talks, 120_000);
  const figures = { ...(await audit(cluster, load.talks, say)), kills: killed };
  say(
    `${load.talks.length} conversations, ${balancer.torn()} connections torn, ${client.met.retries} requests repeated`,
  );
  return figures;
}
