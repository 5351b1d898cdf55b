import type { Answer } from '../shared/http.ts';
import type { PageKey } from '../shared/page-words.ts';

/** What went wrong, as a text and what may be done. */
export interface PinProblem {
  key: PageKey;
  values?: Record<string, string>;
  triesLeft?: number;
  /** Nothing more can be typed here. */
  isFinal?: boolean;
}

/** The problem in an answer that is not `ok`. */
export function problemOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>, language: string): PinProblem {
  if (answer.kind === 'unreachable') return { key: 'pinUnreachable' };
  const { code, details } = answer.refusal;
  if (code === 'wrong') {
    const { triesLeft } = details;
    return { key: 'pinWrong', triesLeft: typeof triesLeft === 'number' ? triesLeft : undefined };
  }
  if (code === 'weak') return { key: 'pinWeak' };
  if (code === 'locked') return lockedUntil(details.until, language);
  if (answer.status === 429 || answer.status === 408) return { key: 'tooBusy' };
  return { key: 'pinExpired', isFinal: true };
}

function lockedUntil(until: unknown, language: string): PinProblem {
  const at = typeof until === 'string' || typeof until === 'number' ? new Date(until) : undefined;
  if (!at || Number.isNaN(at.getTime())) return { key: 'pinLocked', isFinal: true };
  const time = at.toLocaleTimeString(`${language}-u-nu-latn`, { hour: '2-digit', minute: '2-digit', hour12: false });
  return { key: 'pinLockedUntil', values: { time }, isFinal: true };
}
