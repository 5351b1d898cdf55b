import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey } from 'jose';

export interface TokenOptions {
  audience?: string;
  issuer?: string;
  serviceUrl?: string;
  /** Seconds since 1970; default: an hour from now. */
  expires?: number;
  notBefore?: number;
  /** `stranger` signs with a key that is not published, under the published key's name. */
  signedBy?: 'issuer' | 'stranger' | 'unendorsed';
  keyId?: string;
}

/** What the bot asked of the token endpoint. */
export interface Grant {
  path: string;
  form: Record<string, string>;
}

export interface Issuer {
  origin: string;
  /** The SDK's own settings that point a bot here, in both directions. */
  settings: Record<string, string>;
  /** A token as the channel service signs it for this bot. */
  token(options?: TokenOptions): Promise<string>;
  /** The grants asked for, also the refused ones. */
  grants: Grant[];
  /** The tokens given to the bot, the last one last. */
  given: string[];
  /** From now on the token endpoint answers with this status; `undefined` ends it. */
  refuse(status: number | undefined): void;
  /** From now on the metadata is asked for in vain: the promise resolves when it is. */
  silence(): Promise<void>;
  close(): Promise<void>;
}

export const appId = '5b0a4f3e-7c1d-4d57-9a55-2f6f0c9f8a10';
const appPassword = 'only-for-the-stand-in';
const channelIssuer = 'https://api.botframework.com';

/** OpenID metadata, keys and token endpoint of the channel service, on loopback. */
export async function startIssuer(): Promise<Issuer> {
  const keys = {
    issuer: await generateKeyPair('RS256', { extractable: true }),
    unendorsed: await generateKeyPair('RS256', { extractable: true }),
    stranger: await generateKeyPair('RS256', { extractable: true }),
  };
  const published = [
    { ...(await exportJWK(keys.issuer.publicKey)), kid: 'issuer', use: 'sig', endorsements: ['msteams', 'webchat'] },
    { ...(await exportJWK(keys.unendorsed.publicKey)), kid: 'unendorsed', use: 'sig', endorsements: ['skype'] },
  ];
  const grants: Grant[] = [];
  const given: string[] = [];
  let refusal: number | undefined;
  let onSilence: (() => void) | undefined;

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (onSilence) return onSilence();
    if (path === '/metadata') return send(response, 200, { issuer: channelIssuer, jwks_uri: `${origin}/keys` });
    if (path === '/keys') return send(response, 200, { keys: published });
    if (request.method === 'POST' && path.endsWith('/oauth2/v2.0/token')) return grant(request, response, path);
    send(response, 404, { error: 'not_found' });
  }

  async function grant(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    grants.push({ path, form });
    if (refusal) return send(response, refusal, { error: 'refused' });
    if (form.grant_type !== 'client_credentials') return send(response, 400, { error: 'unsupported_grant_type' });
    if (form.client_id !== appId || form.client_secret !== appPassword) {
      return send(response, 401, { error: 'invalid_client' });
    }
    if (form.scope !== `${channelIssuer}/.default`) return send(response, 400, { error: 'invalid_scope' });
    const token = `given-${given.length + 1}`;
    given.push(token);
    send(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: token });
  }

  return {
    origin,
    settings: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: appPassword,
      MicrosoftAppTenantId: 'a-tenant',
      MicrosoftAppType: 'SingleTenant',
      ToChannelFromBotLoginUrl: `${origin}/a-tenant`,
      ToBotFromChannelOpenIdMetadataUrl: `${origin}/metadata`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${origin}/metadata`,
    },
    token: (options = {}) => sign(keys[options.signedBy ?? 'issuer'].privateKey, options),
    grants,
    given,
    refuse: (status) => void (refusal = status),
    silence: () => new Promise((resolve) => void (onSilence = resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sign(key: CryptoKey, options: TokenOptions): Promise<string> {
  const keyId = options.keyId ?? (options.signedBy === 'unendorsed' ? 'unendorsed' : 'issuer');
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ serviceurl: options.serviceUrl })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
    .setIssuer(options.issuer ?? channelIssuer)
    .setAudience(options.audience ?? appId)
    .setNotBefore(options.notBefore ?? now - 60)
    .setExpirationTime(options.expires ?? now + 3600)
    .sign(key);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  // Restify, once loaded, makes `writeHead` of every server return nothing.
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
