import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import type { Run } from './kills.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after } from './random.ts';

/** SIGTERM of all servers but one, one after the other, under load: clients that try again see no error. */
export async function stopAllButOne(cluster: Cluster, { random, say }: Run): Promise<Figures> {
  const { servers, client, cut } = cluster;
  const load = startLoad(cluster, { random, people: { web: 8, botframework: 6 } });
  await after(3_000);
  for (const server of servers.slice(1)) {
    const code = await server.stop();
    cut()();
    const before = load.taken();
    await after(4_000);
    say(`one stopped with ${code}; ${load.taken() - before} messages taken since`);
  }
  await Promise.all(servers.slice(1).map((server) => server.start()));
  await after(2_000);
  await load.end();
  await untilAnswered(load.talks, 90_000);
  say(`${client.met.errors.length} errors seen by clients, ${client.met.retries} requests repeated`);
  return audit(cluster, load.talks, say);
}
