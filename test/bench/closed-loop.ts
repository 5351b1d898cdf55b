import type { ServerProcess } from './server-process.ts';
import { rounded, spreadOf, type Spread } from './spread.ts';

/** One who sends a message, waits for its answer, and only then sends the next. */
export interface Sender {
  /** Resolves when the answer to one message has arrived. */
  exchange(): Promise<void>;
  close(): void;
}

/** What one round measured. */
export interface Round {
  timesMs: number[];
  elapsedMs: number;
  /** CPU time of the server, all its threads. */
  cpuMs: number;
}

export interface Throughput {
  /** Messages whose answer arrived. */
  messages: number;
  perSecond: number;
  /** From sending a message to its answer, in ms. */
  answeredMs: Spread;
  cpuMsPerMessage: number;
}

const answersWithinMs = 30_000;

/** Lets all senders go on for so long; what is under way then still counts. Rejects when an answer stays away for 30 s. */
export async function playRound(
  server: ServerProcess,
  senders: readonly Sender[],
  { seconds }: { seconds: number },
): Promise<Round> {
  const timesMs: number[] = [];
  const cpuBefore = server.cpuMs();
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  const send = async (sender: Sender): Promise<void> => {
    while (performance.now() < end) {
      const sentAt = performance.now();
      await sender.exchange();
      timesMs.push(performance.now() - sentAt);
    }
  };
  await within(seconds * 1000 + answersWithinMs, Promise.all(senders.map(send)));
  return { timesMs, elapsedMs: performance.now() - startedAt, cpuMs: server.cpuMs() - cpuBefore };
}

/** Rounds of one server as one figure. */
export function throughputOf(rounds: readonly Round[]): Throughput {
  const times = rounds.flatMap(({ timesMs }) => timesMs);
  const sum = (read: (round: Round) => number): number => rounds.reduce((total, round) => total + read(round), 0);
  return {
    messages: times.length,
    perSecond: rounded((times.length / sum(({ elapsedMs }) => elapsedMs)) * 1000),
    answeredMs: spreadOf(times),
    cpuMsPerMessage: rounded(sum(({ cpuMs }) => cpuMs) / times.length),
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('an answer did not arrive')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
