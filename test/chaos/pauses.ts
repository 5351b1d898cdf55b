import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import type { Run } from './kills.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after } from './random.ts';

/** Longer than a process may deliver without renewing (30 s). */
const longerThanLeaseMs = 33_000;

/** SIGSTOP of one server in the middle of its sends, for longer than its lease: where there are others, one takes over. */
export async function pauseUnderLoad(cluster: Cluster, { random, say }: Run): Promise<Figures> {
  const { servers, connector, cut } = cluster;
  const load = startLoad(cluster, { random, people: { web: 6, botframework: 6 }, pauseMs: 1_500 });
  connector.always({ afterMs: 300 });
  await after(6_000);
  const server = servers[random.below(servers.length)];
  server?.signal('SIGSTOP');
  try {
    await after(50);
    cut()();
    const before = load.taken();
    await after(longerThanLeaseMs);
    say(`${load.taken() - before} messages taken while one of ${servers.length} stood still`);
  } finally {
    cut()();
    server?.signal('SIGCONT');
  }
  await after(3_000);
  connector.always(undefined);
  await load.end();
  await untilAnswered(load.talks, 120_000);
  return audit(cluster, load.talks, say);
}
