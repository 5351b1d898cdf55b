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

/** SIGKILL of one server after the other at any moment under load, every third again while it starts; torn connections. */
export async function killUnderLoad(cluster: Cluster, { random, say, until }: Run, kills: number): Promise<Figures> {
  const { servers, connector, balancer, client, cut } = cluster;
  const load = startLoad(cluster, { random, people: { web: 8, botframework: 6 } });
  connector.always({ afterMs: 10 });
  balancer.tear(0.01);
  let killed = 0;
  while (killed < kills && performance.now() < until) {
    const server = servers[random.below(servers.length)];
    if (!server) break;
    const before = load.taken();
    const strike = async (): Promise<void> => {
      await server.kill();
      await after(30); // what the dead process had written into its sockets arrives first
      cut()();
      killed += 1;
    };
    for (let waited = 0; load.taken() < before + 3 && waited < 5_000; waited += 20) await after(20);
    await after(random.below(400));
    await strike();
    if (killed % 3 === 0 && killed < kills) {
      const starting = server.start().catch(() => undefined);
      await after(random.below(1_500));
      await strike();
      await starting;
    }
    await server.start();
    if (killed % 10 < 2) say(`${killed} kills, ${load.taken()} messages taken`);
  }
  balancer.tear(0);
  await load.end();
  await untilAnswered(load.talks, 120_000);
  const figures = { ...(await audit(cluster, load.talks, say)), kills: killed };
  say(
    `${load.talks.length} conversations, ${balancer.torn()} connections torn, ${client.met.retries} requests repeated`,
  );
  return figures;
}
