import type { Clock } from '../../../src/core/clock.ts';
import type { Ids } from '../../../src/core/ids.ts';
import { createIds } from '../../../src/core/ids.ts';

export interface StillClock extends Clock {
  /** Moves time and calls what is due by then, in order. */
  advance(ms: number): void;
}

export function createStillClock(start = Date.parse('2026-11-24T09:00:00Z')): StillClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
    advance(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
}

/** Ids that are the same in every run. */
export function createCountedIds(): Ids {
  let count = 0;
  return { ...createIds(new Uint8Array(32).fill(7)), random: () => `random-${++count}` };
}
