import type { ServerResponse } from 'node:http';
import { Problem, problems } from '../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../core/http.ts';

const lingerMs = 1000;

/** `{"error": {"code", "message", …details}}`: every failure that a caller meets has this form, */
export const problemBody = (problem: Problem): string =>
  JSON.stringify({ error: { ...problem.details, code: problem.code, message: problem.message } });

/** unless its route answers in that of RFC 9457: our code stands beside its members. */
const problemDetails = ({ code, status, message, details }: Problem): string =>
  JSON.stringify({ ...details, type: 'about:blank', title: problems[code].message, status, detail: message, code });

/**
 * Anything thrown as a Problem. A store that gave no answer is `unavailable`, so that the sender comes back; what else was
 * not meant for the caller becomes `internal`. Both with a reference to the log.
 */
export function toProblem(error: unknown, reference: string): Problem {
  if (error instanceof Problem) return error;
  const isAway = error instanceof Error && error.name === 'StoreUnavailable';
  return new Problem(isAway ? 'unavailable' : 'internal', undefined, { cause: error, details: { reference } });
}

/** Answers, or ends the socket when an answer has begun already. */
export function answerProblem(
  request: HttpRequest,
  response: HttpResponse,
  problem: Problem,
  form?: Route['errors'],
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = form ? problemDetails(problem) : problemBody(problem);
  const retryAfterMs = problem.details['retryAfterMs'];
  if (typeof retryAfterMs === 'number') response.setHeader('retry-after', Math.ceil(retryAfterMs / 1000));
  response.statusCode = problems[problem.code].status;
  response.setHeader('content-type', form ? 'application/problem+json' : 'application/json');
  // Without it a cache may keep a 404 or 410.
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', Buffer.byteLength(body));
  if (problem.code === 'too_large') endAfterReading(request, response, body);
  else response.end(body);
}

/** Closes the connection, but not under the caller's hands: one that is still writing would miss the answer. */
function endAfterReading(request: HttpRequest, response: ServerResponse, body: string): void {
  response.setHeader('connection', 'close');
  response.write(body);
  if (request.complete) {
    response.end();
    return;
  }
  const end = (): void => void response.end();
  const timer = setTimeout(end, lingerMs);
  request.once('close', end).once('end', end).resume();
  response.once('close', () => clearTimeout(timer));
}
