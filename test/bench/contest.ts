import { playRound, throughputOf, type Round, type Sender, type Throughput } from './closed-loop.ts';
import type { ServerProcess } from './server-process.ts';
import { rounded } from './spread.ts';

export interface Contestant {
  server: ServerProcess;
  /** Opens so many connections and what comes with them. */
  senders(connections: number): Promise<Sender[]>;
}

export interface Length {
  /** Of a round. */
  seconds: number;
  /** For each of the two, one after the other. */
  rounds: number;
  /** Before the first round, so that the code of both is compiled; not counted. */
  warmUpSeconds: number;
}

export interface Contest {
  connections: number;
  floor: Throughput;
  ours: Throughput;
  /** Our messages a second for each of the floor's. */
  ratio: number;
}

/** Floor and ours in turns (A B A B), on the same machine in the same minutes. */
export async function contest(
  floor: Contestant,
  ours: Contestant,
  { connections, length }: { connections: number; length: Length },
): Promise<Contest> {
  const played: { floor: Round[]; ours: Round[] } = { floor: [], ours: [] };
  for (let round = 0; round <= length.rounds; round++) {
    const seconds = round === 0 ? length.warmUpSeconds : length.seconds;
    for (const [name, { server, senders }] of Object.entries({ floor, ours })) {
      const open = await senders(connections);
      const result = await playRound(server, open, { seconds });
      for (const sender of open) sender.close();
      if (round > 0) played[name as 'floor' | 'ours'].push(result);
    }
  }
  const [a, b] = [throughputOf(played.floor), throughputOf(played.ours)];
  return { connections, floor: a, ours: b, ratio: rounded(b.perSecond / a.perSecond) };
}
