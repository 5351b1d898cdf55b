import { Problem } from '../../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../../core/http.ts';
import type { WebContext } from './context.ts';
import { newGrant, tokenAnswer } from './grants.ts';
import { addressKey, createRateLimit } from '../../core/rate-limit.ts';
import { readPageWishes } from './wishes.ts';

const path = '/api/chat/token';
/** Our page may come back to its conversation for so long: an answer of a person may take days. */
const returnWithinSeconds = 7 * 24 * 3600;

/** The token of our own chat page: no secret, so only for pages of our origin and not too many for one address. */
export function pageTokenRoutes(context: WebContext): Route[] {
  const rate = createRateLimit(context.limits.pageTokensPerMinutePerAddress);
  const addressOf = context.clientAddress ?? ((request: HttpRequest) => request.socket.remoteAddress ?? '');
  const token: Route = {
    method: 'post',
    path,
    body: 'json',
    maxBytes: 4 * 1024,
    async handle(request, response) {
      demandOwnPage(context, request);
      allowOrigin(context, request, response);
      await rate(addressKey(addressOf(request)));
      const wishes = readPageWishes(request.body, context.isMunicipality);
      response.setHeader('cache-control', 'no-store');
      response.send(200, await tokenAnswer(context, newGrant(context, wishes)));
    },
  };
  const renew: Route = {
    method: 'post',
    path: `${path}/renew`,
    body: 'json',
    maxBytes: 4 * 1024,
    async handle(request, response) {
      demandOwnPage(context, request);
      await rate(addressKey(addressOf(request)));
      const { token: ended } = (request.body ?? {}) as { token?: unknown };
      if (typeof ended !== 'string') throw new Problem('bad_request', 'There must be a token.');
      const grant = await context.tokens.read(ended, 'directline', { alsoExpiredForSeconds: returnWithinSeconds });
      if (!(await context.mailbox.exists(grant.conversation))) throw new Problem('not_found');
      response.setHeader('cache-control', 'no-store');
      response.send(200, await tokenAnswer(context, grant));
    },
  };
  const preflight: Route = {
    method: 'opts',
    path,
    handle(request, response) {
      allowOrigin(context, request, response);
      response.setHeader('access-control-allow-methods', 'POST, OPTIONS');
      response.setHeader('access-control-allow-headers', 'content-type');
      response.send(204);
    },
  };
  return [token, renew, preflight];
}

/** Browsers say where a page comes from; what is no browser has no visitor to misuse, and is held by the rate limit. */
function demandOwnPage({ publicUrl, allowedOrigins = [] }: WebContext, request: HttpRequest): void {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) {
    const own = publicUrl === undefined ? [] : [new URL(publicUrl).origin];
    const isOwn = [...own, ...allowedOrigins].includes(origin) || hostOf(origin) === host;
    if (!isOwn) throw new Problem('forbidden', 'Only our own page gets a token here.');
  } else if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Problem('forbidden', 'Only our own page gets a token here.');
  }
}

function allowOrigin({ allowedOrigins = [] }: WebContext, { headers }: HttpRequest, response: HttpResponse): void {
  response.setHeader('vary', 'origin');
  if (headers.origin !== undefined && allowedOrigins.includes(headers.origin)) {
    response.setHeader('access-control-allow-origin', headers.origin);
  }
}

/** `Origin: null` and what is no URL have none. */
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
