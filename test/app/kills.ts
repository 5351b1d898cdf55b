import { randomInt } from 'node:crypto';
import type { AppServer } from './server.ts';

export interface Size {
  conversations: number;
  messages: number;
  kills: number;
}

/** The size of a test with kills: the long one when `KILLS` is `long`. */
export const sizeOf = (short: Size, long: Size): Size & { isLong: boolean } =>
  process.env.KILLS === 'long' ? { ...long, isLong: true } : { ...short, isLong: false };

/** Kills under way. */
export interface Kills {
  /** To be called for each message that the server took. */
  taken(): void;
  /** Resolves when all were done and the server is up; throws when a restart failed. */
  done(): Promise<void>;
  killed(): number;
}

const mostDelayMs = 60;
const settleMs = 20;

/**
 * Kills the server at random moments spread over the messages: each some milliseconds after a random one was taken. The
 * next process starts at once; every third one is killed again while it starts.
 */
export function planKills(server: AppServer, { messages, kills }: Size, onKilled: () => void = () => undefined): Kills {
  const places = Array.from({ length: kills }, (_, place) =>
    Math.floor(((place + Math.random()) * messages * 0.95) / kills),
  );
  let taken = 0;
  let killed = 0;
  let work = Promise.resolve();

  async function strike(): Promise<void> {
    await server.kill();
    // What the dead process had written into its sockets arrives first.
    await after(settleMs);
    killed += 1;
    onKilled();
  }

  async function killAndStart(isStruckTwice: boolean): Promise<void> {
    await after(randomInt(mostDelayMs));
    await strike();
    if (isStruckTwice) {
      const starting = server.start().catch(() => undefined);
      await after(randomInt(10 * mostDelayMs));
      await strike();
      await starting;
    }
    await server.start();
  }

  return {
    taken() {
      taken += 1;
      while ((places[0] ?? Infinity) < taken) {
        places.shift();
        const isStruckTwice = places.length % 3 === 2;
        work = work.then(() => killAndStart(isStruckTwice));
      }
    },
    done: () => work,
    killed: () => killed,
  };
}

const after = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));
