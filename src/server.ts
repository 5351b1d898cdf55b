import type { Server as HttpServer } from 'node:http';
import { pino } from 'pino';
import restify from 'restify';
import { Problem } from './core/errors.ts';
import type { HttpRequest, HttpResponse, Route, Upgrade } from './core/http.ts';
import type { Log } from './core/log.ts';
import { answerProblem, toProblem } from './server/answer-problem.ts';
import { readBody } from './server/body.ts';
import { trackConnections } from './server/closing.ts';
import { newReference } from './server/reference.ts';
import { securityHeaders, strictTransport } from './server/security-headers.ts';
import { takeUpgrades } from './server/upgrades.ts';
import { isReadable } from './server/url.ts';

export { createClientAddress } from './server/client-address.ts';
export { createPages } from './server/pages.ts';

export interface ServerOptions {
  routes: readonly Route[];
  upgrades?: readonly Upgrade[];
  log: Log;
  /** Where people reach this server: over https, browsers are told to stay there. */
  publicUrl?: string;
  /** Told of every answer. `route` is the pattern, never the address that was asked. */
  observe?(request: { method: string; route: string; status: number; seconds: number }): void;
  limits?: Partial<ServerLimits>;
}

export interface ServerLimits {
  /** For the headers, and for the whole request: slower callers lose their connection. */
  headersMs: number;
  requestMs: number;
  /** Longer than the idle time of a proxy in front, so that it never writes into a closing connection. */
  keepAliveMs: number;
  /** How often the above are looked at. */
  checkMs: number;
  /** How long `close` waits for answers that have begun. */
  closeMs: number;
}

const defaultLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 120_000,
  keepAliveMs: 72_000,
  checkMs: 5_000,
  closeMs: 5_000,
};

export interface Server {
  /** Resolves with the port, once it is open. */
  listen(port: number, host: string): Promise<number>;
  /** Resolves when every socket has ended. */
  close(): Promise<void>;
}

/** The HTTP server: mounts what channels, console and pages hand it, reads bodies, answers what goes wrong. */
export function createServer(options: ServerOptions): Server {
  const limits = { ...defaultLimits, ...options.limits };
  const app = restify.createServer({
    name: '',
    // Its own log would carry addresses.
    log: pino({ enabled: false }) as never,
    ignoreTrailingSlash: true,
    noWriteContinue: true,
  });
  const server = app.server as HttpServer;
  Object.assign(server, {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
    shouldUpgradeCallback: (request: HttpRequest) => request.headers.upgrade?.toLowerCase() === 'websocket',
  });
  const close = trackConnections(server);
  guard(app, options);
  for (const route of options.routes) app[route.method](route.path, handler(route, options.log));
  takeUpgrades(server, options.upgrades ?? [], options.log);

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    close: () => close(limits.closeMs),
  };
}

/** What holds for every request, also for one that no route takes. */
function guard(app: restify.Server, { log, publicUrl, observe }: ServerOptions): void {
  const headers = {
    ...securityHeaders,
    ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': strictTransport } : {}),
  };
  const { first } = app as unknown as {
    first(handle: (request: HttpRequest, response: HttpResponse) => boolean): void;
  };
  first.call(app, (request, response) => {
    const startedAt = performance.now();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      const route = (request as { route?: { path: string } }).route?.path ?? 'none';
      const { method = '' } = request;
      log.debug({ method, route, status: response.statusCode, ms: Math.round(seconds * 1000) }, 'request');
      observe?.({ method, route, status: response.statusCode, seconds });
    });
    if (isReadable(request)) return true;
    answerProblem(request, response, new Problem('bad_request', 'The address cannot be read.'));
    return false;
  });
  app.on('restifyError', (request: HttpRequest, response: HttpResponse, error: { statusCode?: number }) => {
    const code = error.statusCode === 405 ? 'method_not_allowed' : error.statusCode === 404 ? 'not_found' : 'internal';
    if (code === 'internal') log.error({ err: error }, 'the server itself failed');
    // Restify would send its own form of the error if its callback were called.
    answerProblem(request, response, new Problem(code));
  });
}

/** An async handler of restify 12: two parameters, never rejects. */
const handler =
  (route: Route, log: Log) =>
  async (request: HttpRequest, response: HttpResponse): Promise<void> => {
    try {
      await readBody(request, response, route);
      await route.handle(request, response);
      if (!response.headersSent && !response.destroyed) throw new Error('the route gave no answer');
    } catch (error) {
      const reference = newReference();
      const problem = toProblem(error, reference);
      if (problem.code === 'internal') {
        log.error({ reference, route: route.path, err: problem.cause ?? problem }, 'request failed');
      }
      answerProblem(request, response, problem, route.errors);
    }
  };
