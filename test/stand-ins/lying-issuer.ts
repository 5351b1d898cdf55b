import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

/** What an issuer can lie about. */
export interface Lie {
  claims?: JWTPayload;
  signedBy?: 'another key' | 'nobody';
  hasNoToken?: boolean;
}

export interface LyingIssuer {
  url: string;
  lie: Lie;
  /** Claims of the token that it gives for this nonce. */
  nonce: string;
  close(): Promise<void>;
}

/** An issuer of OpenID Connect whose token endpoint gives whatever a test wants. */
export async function startLyingIssuer(clientId: string, subject: string): Promise<LyingIssuer> {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), alg: 'RS256', use: 'sig', kid: 'k' };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: LyingIssuer = {
    url,
    lie: {},
    nonce: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function token(): Promise<string> {
    const { claims, signedBy } = issuer.lie;
    const now = Math.floor(Date.now() / 1000);
    const said = { iss: url, aud: clientId, sub: subject, iat: now, exp: now + 60, nonce: issuer.nonce, ...claims };
    if (signedBy === 'nobody') return new UnsecuredJWT(said).encode();
    const key = signedBy === 'another key' ? other.privateKey : own.privateKey;
    return new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(key);
  }

  const answers: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/auth`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
    }),
    '/jwks': () => ({ keys: [jwk] }),
    '/token': async () => ({
      access_token: 'an-access-token',
      token_type: 'Bearer',
      ...(issuer.lie.hasNoToken ? {} : { id_token: await token() }),
    }),
  };
  server.on('request', (request, response) => {
    void (async () => {
      const body = await answers[new URL(request.url ?? '/', url).pathname]?.();
      response.statusCode = body ? 200 : 404;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body ?? {}));
    })();
  });
  return issuer;
}
