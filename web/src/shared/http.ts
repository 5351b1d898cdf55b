/** What a server of ours answers when it says no. */
export interface Refusal {
  code: string;
  details: Readonly<Record<string, unknown>>;
}

export type Answer<Body> =
  | { kind: 'ok'; body: Body }
  | { kind: 'refused'; status: number; refusal: Refusal }
  /** No answer in time, no connection, or the server is not well: asking again may help. */
  | { kind: 'unreachable' };

export interface Request {
  method?: 'GET' | 'POST' | 'PUT';
  json?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/** Asks our own server; never throws. A 5xx counts as unreachable. */
export async function ask<Body>(path: string, request: Request = {}): Promise<Answer<Body>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), request.timeoutMs ?? 20_000);
  try {
    const response = await fetch(path, { ...initOf(request), signal: abort.signal });
    if (response.status >= 500) return { kind: 'unreachable' };
    const body: unknown = await response.json().catch(() => ({}));
    if (response.ok) return { kind: 'ok', body: body as Body };
    return { kind: 'refused', status: response.status, refusal: refusalOf(body) };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

function initOf({ method, json, form, headers = {} }: Request): RequestInit {
  const hasBody = json !== undefined || form !== undefined;
  return {
    method: method ?? (hasBody ? 'POST' : 'GET'),
    headers: json === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
    credentials: 'same-origin',
  };
}

/** `{"error": {"code", …}}`, and `{"error": "code", …}` or `{"code", …}` as older routes write it. */
function refusalOf(body: unknown): Refusal {
  const outer = isRecord(body) ? body : {};
  const inner = isRecord(outer.error) ? outer.error : outer;
  const code = typeof outer.error === 'string' ? outer.error : inner.code;
  return { code: typeof code === 'string' ? code : 'unknown', details: inner };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
