import type { Fault, Proxy } from '../stand-ins/mongo-server/proxy.ts';
import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import type { Run } from './kills.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after } from './random.ts';

const faults: readonly Fault[] = ['cut before', 'cut within', 'cut after', 'cut answer'];
const rounds = 60;
/** So many commands in a row find nobody. */
const awayFor = 150;

/** A database whose connections tear before, within and after a command and within its answer, that is away for a while and once never answers. */
export async function tearStore(cluster: Cluster, proxy: Proxy, { random, say }: Run): Promise<Figures> {
  const load = startLoad(cluster, { random, people: { web: 5, botframework: 4 } });
  const end = cluster.cut();
  await after(2_000);
  for (let round = 0; round < rounds; round++) {
    proxy.inject(faults[random.below(faults.length)] ?? 'cut after');
    await after(random.below(300));
  }
  proxy.inject(...Array.from({ length: awayFor }, (): Fault => 'cut before'));
  await after(4_000);
  proxy.inject('silence');
  await after(2_000);
  await load.end();
  await untilAnswered(load.talks, 120_000);
  end();
  say(`${rounds + awayFor + 1} commands torn`);
  return audit(cluster, load.talks, say);
}
