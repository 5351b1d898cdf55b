import * as client from 'openid-client';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Clock } from '../core/clock.ts';
import type { HttpRequest, HttpResponse } from '../core/http.ts';
import type { Login } from '../core/login.ts';
import { ownCookie } from './cookies.ts';

/** What an issuer says of somebody, in a token that was checked. */
export type Claims = Readonly<Record<string, unknown>> & { iss: string; sub: string };

/** Why a login came to nothing: they turned back, took too long, or the issuer's answer is not to be believed. */
export type LoginFailure = 'cancelled' | 'expired' | 'failed';

/** OpenID Connect: the code flow with PKCE, state and nonce. */
export interface OidcLogins {
  /** Sends the browser to the issuer. */
  begin(login: Login, response: HttpResponse): Promise<void>;
  /** Takes what the issuer sent back, once. */
  finish(login: Login, request: HttpRequest, response: HttpResponse): Promise<Claims | LoginFailure>;
  /** Where the issuer ends its own login; absent when it has no such place. Carries no token. */
  endSessionUrl(login: Login): Promise<string | undefined>;
}

/** How long somebody may take at the issuer. */
const attemptMs = 10 * 60_000;
/** What the issuer says of itself is asked again after this. */
const knownMs = 3_600_000;
const timeoutSeconds = 10;

interface Attempt {
  login: string;
  state: string;
  nonce: string;
  verifier: string;
  until: number;
}

export function createOidcLogins(options: { key: Uint8Array; clock: Clock; publicUrl: string }): OidcLogins {
  const { key, clock, publicUrl } = options;
  // Lax: the browser comes back from the issuer's site.
  const cookie = ownCookie('wegwijs_login', { secure: publicUrl.startsWith('https:'), sameSite: 'Lax' });
  const known = new Map<string, { configuration: Promise<client.Configuration>; until: number }>();
  const callbackOf = ({ id }: Login): string => `${publicUrl}/api/console/login/${id}/callback`;

  function configurationOf(login: Login): Promise<client.Configuration> {
    const found = known.get(login.id);
    if (found && clock.now() < found.until) return found.configuration;
    const configuration = discover(login);
    known.set(login.id, { configuration, until: clock.now() + knownMs });
    configuration.catch(() => known.delete(login.id));
    return configuration;
  }

  return {
    async begin(login, response) {
      const configuration = await configurationOf(login);
      const verifier = client.randomPKCECodeVerifier();
      const attempt: Attempt = {
        login: login.id,
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier,
        until: clock.now() + attemptMs,
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackOf(login),
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      cookie.set(response, await seal(attempt, key), attemptMs / 1000);
      redirect(response, url.href);
    },
    async finish(login, request, response) {
      const attempt = await unseal(cookie.read(request.headers.cookie), key);
      cookie.clear(response);
      if (!attempt || attempt.login !== login.id || clock.now() >= attempt.until) return 'expired';
      const url = new URL(callbackOf(login));
      url.search = request.getQuery();
      if (url.searchParams.get('error') === 'access_denied') return 'cancelled';
      const configuration = await configurationOf(login);
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      return (tokens.claims() as Claims | undefined) ?? 'failed';
    },
    async endSessionUrl(login) {
      const configuration = await configurationOf(login).catch(() => undefined);
      if (!configuration?.serverMetadata().end_session_endpoint) return undefined;
      // Not id_token_hint: that is a token, and an address is written down in many places.
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${publicUrl}/console` }).href;
    },
  };
}

/** Tokens are checked by their signature as well, though they come straight from the issuer. */
async function discover({ issuer, clientId, clientSecret }: Login): Promise<client.Configuration> {
  const url = new URL(issuer);
  const execute = [client.enableNonRepudiationChecks];
  // The settings let only an issuer on this machine do so in production.
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests);
  const authenticate: client.ClientAuth = (as, metadata, body, headers) => {
    const methods = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const method = methods.includes('client_secret_post') ? client.ClientSecretPost : client.ClientSecretBasic;
    return method(clientSecret)(as, metadata, body, headers);
  };
  return client.discovery(url, clientId, undefined, authenticate, { execute, timeout: timeoutSeconds });
}

const seal = (attempt: Attempt, key: Uint8Array): Promise<string> =>
  new CompactEncrypt(Buffer.from(JSON.stringify(attempt)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key);

async function unseal(text: string | undefined, key: Uint8Array): Promise<Attempt | undefined> {
  if (!text) return undefined;
  try {
    const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
    const { plaintext } = await compactDecrypt(text, key, options);
    return JSON.parse(Buffer.from(plaintext).toString()) as Attempt;
  } catch {
    return undefined;
  }
}

/** 303: what follows is a GET. */
export function redirect(response: HttpResponse, location: string): void {
  response.statusCode = 303;
  response.setHeader('location', location);
  response.setHeader('cache-control', 'no-store');
  response.end();
}
