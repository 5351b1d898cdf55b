import type { Clock } from '../src/core/clock.ts';

/** A clock that stands still until it is moved; what was asked for later then happens, in order. */
export interface HeldClock extends Clock {
  advance(ms: number): void;
}

export function holdClock(start: string | number = '2026-11-24T10:00:00Z'): HeldClock {
  let now = typeof start === 'number' ? start : Date.parse(start);
  let waiting: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, run) {
      const entry = { at: now + delayMs, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const due = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        waiting = waiting.filter((other) => other !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = until;
    },
  };
}
