import { Problem } from '../core/errors.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import type { HttpRequest, HttpResponse } from '../core/http.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Login } from '../core/login.ts';
import type { Store } from '../store/store.ts';
import { lookOf } from './look.ts';
import { redirect, type LoginFailure, type OidcLogins } from './oidc.ts';
import type { ConsoleParts } from './parts.ts';
import { pathPart } from './requests.ts';
import type { ConsoleRoute } from './route.ts';
import { forgetAccounts, whoLogsIn, type WhoFailure } from './who-logs-in.ts';

/** What the other routes need of the issuers' logins. */
export interface StaffLogins {
  /** For the buttons. */
  named(): { id: string; name: string; municipality?: string }[];
  endSessionUrl(login: string): Promise<string | undefined>;
  forget(municipality: string, staff: string): Promise<void>;
}

export const staffLogins = (
  logins: readonly Login[],
  { oidc, store }: { oidc: OidcLogins; store: Store },
): StaffLogins => ({
  named: () => logins.map(({ id, name, municipality }) => ({ id, name, ...(municipality ? { municipality } : {}) })),
  async endSessionUrl(id) {
    const login = logins.find((one) => one.id === id);
    return login ? oidc.endSessionUrl(login) : undefined;
  },
  forget: (municipality, staff) => forgetAccounts(store, municipality, staff),
});

export interface OidcRouteParts extends Pick<ConsoleParts, 'sessions' | 'municipalities' | 'clock'> {
  people: Pick<ConsoleParts['people'], 'audit'>;
  logins: readonly Login[];
  oidc: OidcLogins;
  store: Store;
  ids: Ids;
  log: Log;
  clientAddress(request: HttpRequest): string;
}

/** A whole town hall may have one address. */
const attemptsPerMinute = 120;

/** Going to the issuer, and coming back. Whatever goes wrong ends on the console's page, which says what. */
export function oidcRoutes(parts: OidcRouteParts): ConsoleRoute[] {
  const { logins, oidc, log } = parts;
  const limit = createRateLimit(attemptsPerMinute);
  const route = (path: string, handle: (login: Login, request: HttpRequest, response: HttpResponse) => Promise<void>) =>
    ({
      method: 'get',
      path,
      action: 'public',
      async handle(request, response) {
        const login = logins.find(({ id }) => id === pathPart(request, 'login'));
        if (!login) throw new Problem('not_found');
        await limit(parts.clientAddress(request));
        await handle(login, request, response);
      },
    }) satisfies ConsoleRoute;

  const refuse = (response: HttpResponse, login: Login, why: LoginFailure | WhoFailure, cause?: unknown): void => {
    // Neither who it was nor what the issuer wrote: its code, and where it went wrong.
    log.warn({ login: login.id, why, ...(cause === undefined ? {} : { code: codeOf(cause) }) }, 'a login was refused');
    redirect(response, `/console?login=${why}`);
  };

  return [
    route('/api/console/login/:login', async (login, _request, response) => {
      try {
        await oidc.begin(login, response);
      } catch (error) {
        refuse(response, login, 'failed', error);
      }
    }),
    route('/api/console/login/:login/callback', async (login, request, response) => {
      const claims = await oidc.finish(login, request, response).catch((error: unknown) => ({ error }));
      if (typeof claims === 'string') return refuse(response, login, claims);
      if (isFailed(claims)) return refuse(response, login, 'failed', claims.error);
      const { store, ids, municipalities, clock } = parts;
      const who = await whoLogsIn({ store, ids, municipalities, now: () => clock.now() }, login, claims);
      if (typeof who === 'string') return refuse(response, login, who);
      const staff = await parts.sessions.open({ request, response }, { ...who, login: login.id });
      await parts.people.audit(lookOf(staff, staff.session), { action: 'session.opened', result: 'ok' });
      redirect(response, '/console');
    }),
  ];
}

const isFailed = (claims: object): claims is { error: unknown } => 'error' in claims && !('sub' in claims);

/** `OAUTH_INVALID_RESPONSE`, `invalid_grant` …; a library's message may quote what was sent. */
function codeOf(error: unknown): string {
  const { code, error: oauth, name } = error as { code?: unknown; error?: unknown; name?: unknown };
  return [code, oauth, name].filter((one) => typeof one === 'string').join(' ');
}
