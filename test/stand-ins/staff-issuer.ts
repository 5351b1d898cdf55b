import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** Somebody with an account, and what the issuer says of them besides `sub`. */
export type Accounts = Record<string, Record<string, unknown>>;

export interface StaffIssuer {
  url: string;
  accounts: Accounts;
  /** Who sits at the browser: logs in as this account, or turns back (`undefined`). */
  person: string | undefined;
  close(): Promise<void>;
}

export const clientSecret = 'only-for-tests-a-client-secret';

/** A real issuer of OpenID Connect (oidc-provider) that demands PKCE; its login page is pressed by itself. */
export async function startStaffIssuer(callbacks: string[], accounts: Accounts): Promise<StaffIssuer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: StaffIssuer = {
    url,
    accounts,
    person: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(url, configurationOf(issuer, callbacks));
  provider.on('server_error', (_context, error) => process.stderr.write(`${error.stack}\n`));
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    const result = issuer.person
      ? { login: { accountId: issuer.person } }
      : { error: 'access_denied', error_description: 'They turned back.' };
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false }).catch(() => {
      response.statusCode = 400;
      response.end();
    });
  });
  return issuer;
}

function configurationOf(issuer: StaffIssuer, callbacks: string[]): Configuration {
  return {
    clients: [
      {
        client_id: 'wegwijs',
        client_secret: clientSecret,
        redirect_uris: callbacks,
        post_logout_redirect_uris: callbacks.map((callback) => new URL('/console', callback).href),
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub', 'roles'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...issuer.accounts[sub] }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: 'wegwijs', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
  };
}
