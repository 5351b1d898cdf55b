import { SendFailure, type SendFailureKind } from '../../core/errors.ts';
import type { Answer } from './exchange.ts';

const kinds: Record<number, SendFailureKind> = {
  401: 'unauthorized',
  403: 'blocked',
  404: 'gone',
  408: 'unavailable',
  410: 'gone',
  412: 'busy',
  429: 'throttled',
};

/** What a connector's refusal means. `now` is our time in ms, for a `Retry-After` that is a date. */
export function failureOf(answer: Answer, now: number): SendFailure {
  const kind = kinds[answer.status] ?? (answer.status >= 500 ? 'unavailable' : 'refused');
  const retryAfterMs = retryAfterOf(answer.headers['retry-after'], now);
  const message = ['the connector answered', answer.status, codeOf(answer.body)].filter(Boolean).join(' ');
  return new SendFailure(kind, message, retryAfterMs === undefined ? {} : { retryAfterMs });
}

function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Math.round(Number(header) * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The error's code, never its words: they may quote what was said. */
function codeOf(body: string): string | undefined {
  try {
    const { error, errorCode } = Object(JSON.parse(body)) as { error?: { code?: unknown }; errorCode?: unknown };
    const code: unknown = error?.code ?? errorCode;
    const isCode = typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code));
    return isCode ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
