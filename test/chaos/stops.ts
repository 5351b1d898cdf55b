import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import type { Run } from './kills.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after } from './random.ts';

/** What clients saw of it: errors that trying again, as their protocol says, did not help, and how often they did. */
interface Seen {
  clientErrors: number;
  requestsRepeated: number;
}

/** SIGTERM of all servers but one, one after the other, under load: clients that try again see no error. */
export async function stopAllButOne(cluster: Cluster, { random, say }: Run): Promise<Figures & Seen> {
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
  const figures = await audit(cluster, load.talks, say);
  return { ...figures, clientErrors: client.met.errors.length, requestsRepeated: client.met.retries };
}
