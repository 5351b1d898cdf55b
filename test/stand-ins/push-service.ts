import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A browser's subscription with the keys that only the browser has. */
export interface Browser {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** What was pushed to it, as it reads it. */
  read: string[];
}

export interface PushService {
  origin: string;
  /** What was wrong with a push, by RFC 8030, 8188, 8291 and 8292. */
  broken: string[];
  /** How often a push was begun. */
  begun(): number;
  subscribe(publicKey: string): Browser;
  /** The next pushes are answered so. */
  inject(...statuses: number[]): void;
  close(): Promise<void>;
}

interface Kept extends Browser {
  ecdh: ReturnType<typeof createECDH>;
  auth: Buffer;
  publicKey: string;
}

/** A push service that takes only what a real one takes, and reads it as a browser does. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, Kept>();
  const faults: number[] = [];
  const broken: string[] = [];
  let begun = 0;
  const server = createServer((request, response) => {
    void (async () => {
      begun += 1;
      const body = await buffer(request);
      const browser = browsers.get(request.url ?? '');
      const fault = faults.shift();
      const wrong = browser ? wrongIn(request, browser, service.origin) : 'no such endpoint';
      if (wrong) broken.push(wrong);
      else if (fault === undefined) browser?.read.push(decrypted(body, browser));
      response.writeHead(wrong ? 400 : (fault ?? 201));
      response.end();
    })().catch((error: unknown) => {
      broken.push(String(error));
      response.writeHead(400);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const service: PushService = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    broken,
    begun: () => begun,
    subscribe(publicKey) {
      const path = `/push/${randomBytes(12).toString('base64url')}`;
      const ecdh = createECDH('prime256v1');
      const p256dh = ecdh.generateKeys().toString('base64url');
      const auth = randomBytes(16);
      const keys = { p256dh, auth: auth.toString('base64url') };
      const kept: Kept = {
        subscription: { endpoint: `${service.origin}${path}`, keys },
        read: [],
        ecdh,
        auth,
        publicKey,
      };
      browsers.set(path, kept);
      return kept;
    },
    inject: (...statuses) => void faults.push(...statuses),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}

/** What a push service would refuse: RFC 8030's TTL, RFC 8188's encoding, RFC 8292's signed word of who sends. */
function wrongIn({ method, headers }: IncomingMessage, { publicKey }: Kept, origin: string): string | undefined {
  if (method !== 'POST') return 'not a POST';
  if (!/^\d+$/.test(String(headers.ttl))) return 'no TTL';
  if (headers['content-encoding'] !== 'aes128gcm') return 'another encoding';
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) return 'signed with another key than the subscription is for';
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) return 'the signature does not fit';
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string | number>;
  if (aud !== origin) return `aud is ${aud}`;
  if (!(Number(exp) > 0) || Number(exp) > Date.now() / 1_000 + 86_400) return `exp is ${exp}`;
  return /^(mailto:|https:)/.test(String(sub)) ? undefined : `sub is ${sub}`;
}

/** RFC 8291: one record, with the keys of the browser. */
function decrypted(body: Buffer, { ecdh, auth }: Kept): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const key = hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12);
  const decipher = createDecipheriv('aes-128-gcm', Buffer.from(key), Buffer.from(nonce));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
