import type { Fault, Proxy } from '../stand-ins/mongo-server/proxy.ts';
import { audit } from './audit.ts';
import type { Cluster } from './cluster.ts';
import type { Figures } from './figures.ts';
import type { Run } from './kills.ts';
import { startLoad, untilAnswered } from './load.ts';
import { after, type Random } from './random.ts';

/** What the servers are told to wait for an answer of the store, and longer than that. */
export const storeAnswersWithinMs = 1_500;
const tooLateMs = 2_200;

/** Shares of the commands that meet something; the rest passes. */
interface Mood {
  slow: number;
  lateAnswer: number;
  lateDone: number;
  torn: number;
}

const moods: readonly Mood[] = [
  { slow: 0.5, lateAnswer: 0, lateDone: 0, torn: 0 },
  { slow: 0, lateAnswer: 0.03, lateDone: 0, torn: 0 },
  { slow: 0, lateAnswer: 0, lateDone: 0.03, torn: 0 },
  { slow: 0.1, lateAnswer: 0.01, lateDone: 0.01, torn: 0.03 },
];
const moodMs = 5_000;
const awayMs = 4_000;
const tears: readonly Fault[] = ['cut before', 'cut within', 'cut after', 'cut answer'];

/**
 * Each server has its own wire to the database: it is slow, answers when nobody waits any more, does then what it was
 * asked, tears, and is away for one server after the other and at last for all.
 */
export async function slowStore(cluster: Cluster, wires: readonly Proxy[], { random, say }: Run): Promise<Figures> {
  const load = startLoad(cluster, { random, people: { web: 5, botframework: 4 } });
  const end = cluster.cut();
  const met = { slow: 0, lateAnswer: 0, lateDone: 0, torn: 0 };
  await after(1_000);
  for (const mood of moods) {
    for (const wire of wires) wire.disturb(() => faultIn(mood, met, random));
    await after(moodMs);
  }
  for (const wire of wires) wire.disturb(() => 'pass');
  for (const gone of [...wires.map((wire) => [wire]), wires]) {
    const back = await Promise.all(gone.map((wire) => wire.leave()));
    const before = load.taken();
    await after(awayMs);
    say(`${load.taken() - before} messages taken while the store was away for ${gone.length} of ${wires.length}`);
    await Promise.all(back.map((comeBack) => comeBack()));
  }
  await after(2_000);
  await load.end();
  await untilAnswered(load.talks, 120_000);
  end();
  say(`commands: ${JSON.stringify(met)}; ${cluster.client.met.retries} requests repeated`);
  return audit(cluster, load.talks, say);
}

function faultIn(mood: Mood, met: Mood, random: Random): Fault {
  const happens = (what: keyof Mood): boolean => {
    const does = random.chance(mood[what]);
    if (does) met[what] += 1;
    return does;
  };
  if (happens('torn')) return tears[random.below(tears.length)] ?? 'cut after';
  if (happens('lateDone')) return { doneAfterMs: tooLateMs };
  if (happens('lateAnswer')) return { answerAfterMs: tooLateMs };
  return happens('slow') ? { doneAfterMs: random.below(150) } : 'pass';
}
