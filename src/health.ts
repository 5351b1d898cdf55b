import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from './core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from './core/http.ts';
import type { Metrics } from './metrics.ts';
import { isFromThisMachine } from './server/client-address.ts';

/** Why this process does not take traffic yet; it is ready when there is no reason left. */
export interface Readiness {
  /** Until the returned function is called, `reason` stands in the way. */
  waitFor(reason: string): () => void;
  readonly reasons: readonly string[];
}

export function createReadiness(): Readiness {
  const waiting = new Map<symbol, string>();
  return {
    waitFor(reason) {
      const key = Symbol(reason);
      waiting.set(key, reason);
      return () => void waiting.delete(key);
    },
    get reasons() {
      return [...waiting.values()];
    },
  };
}

export interface HealthOptions {
  metrics: Metrics;
  readiness: Readiness;
  /** The bearer of `/metrics`; without one only this machine may read them. */
  metricsToken?: string;
}

/** `/healthz`: the process answers. `/readyz`: 503 with the reasons until it takes traffic. `/metrics`: Prometheus. */
export function createHealthRoutes({ metrics, readiness, metricsToken }: HealthOptions): Route[] {
  const healthz = (_request: HttpRequest, response: HttpResponse): void => {
    response.send(200, { status: 'ok' });
  };
  const readyz = (_request: HttpRequest, response: HttpResponse): void => {
    const { reasons } = readiness;
    if (reasons.length > 0) throw new Problem('unavailable', undefined, { details: { reasons } });
    response.send(200, { status: 'ready' });
  };
  const read = async (request: HttpRequest, response: HttpResponse): Promise<void> => {
    if (!mayRead(request, metricsToken)) throw new Problem(metricsToken ? 'unauthorized' : 'forbidden');
    const text = await metrics.text();
    response.sendRaw(200, text, { 'content-type': metrics.contentType });
  };
  return [
    { method: 'get', path: '/healthz', handle: healthz },
    { method: 'head', path: '/healthz', handle: healthz },
    { method: 'get', path: '/readyz', handle: readyz },
    { method: 'head', path: '/readyz', handle: readyz },
    { method: 'get', path: '/metrics', handle: read },
  ];
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function mayRead(request: HttpRequest, token: string | undefined): boolean {
  if (!token) return isFromThisMachine(request);
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
