/**
 * What can go wrong at the door, as a table: the HTTP status and the sentence that the caller reads.
 * A failure inside a turn never reaches this table: the person gets a text from `locales/`.
 */
export const problems = {
  bad_json: { status: 400, message: 'The body is not valid JSON.' },
  bad_request: { status: 400, message: 'The request is not as it should be.' },
  unauthorized: { status: 401, message: 'There is no valid token or signature.' },
  forbidden: { status: 403, message: 'This is not yours.' },
  token_expired: { status: 403, message: 'The token has expired.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  method_not_allowed: { status: 405, message: 'This address does not take that method.' },
  conflict: { status: 409, message: 'Somebody else was first.' },
  gone: { status: 410, message: 'This has ended.' },
  too_large: { status: 413, message: 'The body is too large.' },
  unsupported_type: { status: 415, message: 'This type of file or body is not accepted.' },
  too_many: { status: 429, message: 'Too many requests. Try again later.' },
  internal: { status: 500, message: 'Something went wrong here. Nothing was stored.' },
  unavailable: { status: 503, message: 'Not available now. Try again in a few seconds.' },
} as const;

export type ProblemCode = keyof typeof problems;

/** An error that a route answers as `{"error": {"code", "message", ...details}}` with the status of its code. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    message?: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message ?? problems[code].message, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.details = options.details ?? {};
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/**
 * How a platform did not take what we sent. "They said no" and "no answer" are different failures; the mailbox's
 * retry table says what follows from each.
 */
export type SendFailureKind =
  | 'throttled' // 429
  | 'busy' // 412: the platform asks to try again
  | 'unavailable' // 5xx
  | 'unreachable' // never connected: certainly not delivered
  | 'unanswered' // sent, no answer in time: may have been delivered
  | 'unauthorized' // 401: our credentials
  | 'blocked' // 403: the person or the platform does not want it
  | 'gone' // 404, 410: the conversation is no longer there
  | 'refused'; // any other 4xx: this activity will never be taken

/** Thrown by a channel's `send`. */
export class SendFailure extends Error {
  readonly kind: SendFailureKind;
  readonly retryAfterMs: number | undefined;

  constructor(kind: SendFailureKind, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.name = 'SendFailure';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The text of anything thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a log may hold of something thrown in a turn. */
export interface Fault {
  /** The names of the error and of what caused it. */
  fault: string;
  code?: string;
  /** Where: the innermost stack. */
  at: string[];
}

const mostFrames = 12;

/** What it was and where. Never its message: a library's may quote what somebody wrote. */
export function faultOf(error: unknown): Fault {
  const chain = causesOf(error);
  const code = chain.map((one) => one.code).findLast((one) => typeof one === 'string' || typeof one === 'number');
  const frames = (chain.at(-1)?.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return {
    fault: chain.map(({ name }) => name).join(' < ') || typeof error,
    ...(code === undefined ? {} : { code: String(code) }),
    at: frames.slice(0, mostFrames).map((line) => line.trim()),
  };
}

type Thrown = Error & { code?: unknown; error?: unknown };

/** Bot Framework's dialogs keep the cause in `error`. */
function causesOf(error: unknown): Thrown[] {
  const chain: Thrown[] = [];
  for (let next = error; isError(next) && !chain.includes(next); next = next.cause ?? next.error) chain.push(next);
  return chain;
}

const isError = (value: unknown): value is Thrown =>
  typeof value === 'object' && value !== null && 'name' in value && 'stack' in value;
