import type { Fault } from '../stand-ins/connector.ts';
import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import type { Run } from './kills.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after } from './random.ts';

const faults: readonly Fault[] = [
  { status: 429, headers: { 'retry-after': '1' } },
  { status: 429 },
  { status: 412 },
  { status: 500 },
  { status: 502 },
  { status: 503, headers: { 'retry-after': '2' } },
  { afterMs: 1_500 },
  'reset',
];

const rounds = 100;

/** A connector that throttles, fails, tears and, once, says nothing until the send is given up. */
export async function refuseUnderLoad(cluster: Cluster, { random, say }: Run): Promise<Figures> {
  const { connector } = cluster;
  const load = startLoad(cluster, { random, people: { web: 2, botframework: 8 } });
  await after(1_000);
  connector.inject('silence');
  for (let round = 0; round < rounds; round++) {
    connector.inject(faults[random.below(faults.length)] ?? 'reset');
    await after(random.below(300));
  }
  await load.end();
  await untilAnswered(load.talks, 120_000);
  const refused = connector.calls.filter(({ status = 0 }) => status >= 400).length;
  say(`${refused} posts refused, ${connector.calls.filter(({ status }) => status === undefined).length} not answered`);
  if (connector.violations.length > 0) throw new Error(connector.violations.join('\n'));
  return audit(cluster, load.talks, say);
}
