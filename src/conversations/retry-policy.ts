import type { SendFailureKind } from '../core/errors.ts';

/** What follows when a platform does not take a message. Times in ms. */
export interface RetryRule {
  /** Waits between attempts; the last one repeats. None: it is given up at once. */
  waitsMs: readonly number[];
  /** Given up after so many attempts. */
  maxAttempts: number;
  /** Nobody knows whether it arrived: the next attempt may be a double, and is counted. */
  inDoubt?: true;
  /** Ours to mend: the operator is told. */
  alert?: true;
}

const untilRecovered = 400;

export const retryRules: Record<SendFailureKind, RetryRule> = {
  throttled: { waitsMs: [1_000, 2_000, 5_000, 15_000, 60_000], maxAttempts: untilRecovered },
  busy: { waitsMs: [500, 1_000, 5_000, 15_000], maxAttempts: 20 },
  unavailable: { waitsMs: [1_000, 2_000, 5_000, 15_000, 60_000, 300_000], maxAttempts: untilRecovered },
  unreachable: { waitsMs: [1_000, 2_000, 5_000, 15_000, 60_000, 300_000], maxAttempts: untilRecovered },
  unanswered: { waitsMs: [1_000], maxAttempts: 2, inDoubt: true },
  unauthorized: { waitsMs: [5_000, 60_000, 300_000], maxAttempts: untilRecovered, alert: true },
  blocked: { waitsMs: [], maxAttempts: 1 },
  gone: { waitsMs: [], maxAttempts: 1 },
  refused: { waitsMs: [], maxAttempts: 1, alert: true },
};

/**
 * The wait before the next attempt, in ms, or undefined when it is given up. The platform's own Retry-After, up to an
 * hour, goes before our table.
 */
export function waitBeforeRetry(kind: SendFailureKind, attempts: number, retryAfterMs?: number): number | undefined {
  const rule = retryRules[kind];
  if (attempts >= rule.maxAttempts) return undefined;
  if (retryAfterMs !== undefined) return Math.min(Math.max(retryAfterMs, 0), 3_600_000);
  return rule.waitsMs[Math.min(attempts, rule.waitsMs.length) - 1];
}
