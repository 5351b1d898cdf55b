import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTokens, type Grant } from '../../src/channels/web/tokens.ts';
import { deriveKey, parseDataKeys } from '../../src/store/data-keys.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChannelService, wireMessage, type ChannelService } from './channel-service.ts';
import { logIn, type CaseWorker } from './console.ts';
import { countDocuments } from './data.ts';
import { visit, type Visitor } from './direct-line.ts';
import { directLineSecret } from './server.ts';
import { until } from './until.ts';

let service: ChannelService;
let visitor: Visitor;
let other: Visitor;
let sanne: CaseWorker;

beforeAll(async () => {
  service = await startChannelService();
  visitor = await visit(service.server, { locale: 'nl' });
  other = await visit(service.server, { locale: 'nl' });
  await Promise.all([visitor, other].map((one) => one.hear('Hallo')));
  sanne = await logIn(service.server, 'sanne');
}, 120_000);
afterAll(() => service.close());

/** Tokens as this server signs them, at another time or for what is not there. */
function sign(grant: Partial<Grant>, agoMs = 0): Promise<string> {
  const key = deriveKey(
    parseDataKeys(readFileSync(join(service.server.dataDir, 'data-keys'), 'utf8').trim()),
    'direct-line',
  );
  const tokens = createTokens(key, { now: () => Date.now() - agoMs, after: () => () => undefined });
  const whole = { conversation: visitor.id, user: 'dl_someone', municipality: 'wegstad', started: true, ...grant };
  return tokens.sign(whole, 'directline');
}

interface Wrong {
  what: string;
  expected: [status: number, code: string];
  method?: string;
  path: string | (() => string);
  headers?: Record<string, string> | (() => Promise<Record<string, string>>);
  body?: string | Uint8Array<ArrayBuffer> | FormData;
}

const json = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ ...json, authorization: `Bearer ${token}` });
const mine = async () => bearer(visitor.token);
const activities = () => visitor.path;
const upload = () => visitor.path.replace(/activities$/, 'upload');
const good = JSON.stringify({ type: 'message', text: 'Hallo' });
const gone = 'c_web.wegstad.nobody-was-ever-here';

function file(content: string, name: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([content], { type: 'image/png' }), name);
  return form;
}

const directLine: Wrong[] = [
  { what: 'broken JSON', expected: [400, 'bad_json'], path: activities, headers: mine, body: '{"type":"message",' },
  { what: 'JSON that is no object', expected: [400, 'bad_request'], path: activities, headers: mine, body: '[1]' },
  { what: 'no activity', expected: [400, 'bad_request'], path: activities, headers: mine, body: '{"type":"message"}' },
  {
    what: 'an unknown type',
    expected: [400, 'bad_request'],
    path: activities,
    headers: mine,
    body: '{"type":"trace"}',
  },
  {
    what: 'a body above the limit',
    expected: [413, 'too_large'],
    path: activities,
    headers: mine,
    body: JSON.stringify({ type: 'message', text: 'a'.repeat(70_000) }),
  },
  {
    what: 'a text above the limit',
    expected: [413, 'too_large'],
    path: activities,
    headers: mine,
    body: JSON.stringify({ type: 'message', text: 'a'.repeat(4_001) }),
  },
  {
    what: 'a value above the limit',
    expected: [413, 'too_large'],
    path: activities,
    headers: mine,
    body: JSON.stringify({ type: 'message', value: 'a'.repeat(9_000) }),
  },
  {
    what: 'a body that is no JSON by its type',
    expected: [415, 'unsupported_type'],
    path: activities,
    headers: async () => ({ ...(await mine()), 'content-type': 'text/plain' }),
    body: good,
  },
  { what: 'no token', expected: [401, 'unauthorized'], path: activities, headers: json, body: good },
  {
    what: 'a garbled token',
    expected: [401, 'unauthorized'],
    path: activities,
    headers: async () => bearer(`${visitor.token.slice(0, -4)}AAAA`),
    body: good,
  },
  {
    what: 'a wrong secret',
    expected: [401, 'unauthorized'],
    path: '/v3/directline/tokens/generate',
    headers: bearer(`${directLineSecret}x`),
    body: '{}',
  },
  {
    what: 'an expired token',
    expected: [403, 'token_expired'],
    path: activities,
    headers: async () => bearer(await sign({}, 31 * 60_000)),
    body: good,
  },
  {
    what: 'the token of another conversation',
    expected: [403, 'forbidden'],
    path: activities,
    headers: async () => bearer(other.token),
    body: good,
  },
  {
    what: 'a conversation of nobody',
    expected: [403, 'forbidden'],
    path: `/v3/directline/conversations/${gone}/activities`,
    headers: mine,
    body: good,
  },
  {
    what: 'a conversation that is gone',
    expected: [404, 'not_found'],
    path: `/v3/directline/conversations/${gone}/activities`,
    headers: async () => bearer(await sign({ conversation: gone })),
    body: good,
  },
  {
    what: 'opening again what is gone',
    expected: [404, 'not_found'],
    path: '/v3/directline/conversations',
    headers: async () => bearer(await sign({ conversation: gone })),
    body: '{}',
  },
  {
    what: 'the secret for a conversation that is none of ours',
    expected: [404, 'not_found'],
    path: '/v3/directline/conversations/t_ticket/activities',
    headers: bearer(directLineSecret),
    body: good,
  },
  {
    what: 'a municipality that is not served',
    expected: [400, 'bad_request'],
    path: '/v3/directline/tokens/generate',
    headers: bearer(directLineSecret),
    body: '{"municipality":"elders"}',
  },
  {
    what: 'a watermark that is none',
    expected: [400, 'bad_request'],
    method: 'GET',
    path: () => `${visitor.path}?watermark=-1`,
    headers: mine,
  },
  {
    what: 'a file of a wrong type',
    expected: [415, 'unsupported_type'],
    path: upload,
    headers: async () => ({ authorization: `Bearer ${visitor.token}` }),
    body: file('<script>', 'photo.png'),
  },
  { what: 'an upload that is no form', expected: [415, 'unsupported_type'], path: upload, headers: mine, body: good },
  {
    what: 'a wrong method',
    expected: [405, 'method_not_allowed'],
    method: 'PUT',
    path: activities,
    headers: mine,
    body: good,
  },
  { what: 'an unknown path', expected: [404, 'not_found'], path: '/v3/directline/nothing', headers: mine, body: good },
  {
    what: 'a page token asked from another page',
    expected: [403, 'forbidden'],
    path: '/api/chat/token',
    headers: { ...json, origin: 'https://elders.example' },
    body: '{}',
  },
];

const theirs = async () => bearer(await service.issuer.token({ serviceUrl: service.connector.serviceUrl }));
const wire = () => JSON.stringify(wireMessage(service.connector.serviceUrl, 'a:wrong', { text: 'Hallo' }));
const messages = '/api/messages';
const botFramework: (Omit<Wrong, 'body'> & { body: () => string })[] = [
  { what: 'broken JSON', expected: [400, 'bad_json'], path: messages, headers: theirs, body: () => wire().slice(1) },
  { what: 'no activity', expected: [400, 'bad_request'], path: messages, headers: theirs, body: () => '{}' },
  {
    what: 'a body above the limit',
    expected: [413, 'too_large'],
    path: messages,
    headers: theirs,
    body: () => JSON.stringify({ text: 'a'.repeat(300_000) }),
  },
  { what: 'no token', expected: [401, 'unauthorized'], path: messages, headers: json, body: wire },
  { what: 'a garbled token', expected: [401, 'unauthorized'], path: messages, headers: bearer('garbled'), body: wire },
  {
    what: 'a token of a stranger',
    expected: [401, 'unauthorized'],
    path: messages,
    headers: async () =>
      bearer(await service.issuer.token({ signedBy: 'stranger', serviceUrl: service.connector.serviceUrl })),
    body: wire,
  },
  {
    what: 'an expired token',
    expected: [401, 'unauthorized'],
    path: messages,
    headers: async () =>
      bearer(
        await service.issuer.token({ expires: Date.now() / 1000 - 3_600, serviceUrl: service.connector.serviceUrl }),
      ),
    body: wire,
  },
  {
    what: 'a token for another service address',
    expected: [401, 'unauthorized'],
    path: messages,
    headers: async () => bearer(await service.issuer.token({ serviceUrl: 'https://elders.example/' })),
    body: wire,
  },
  {
    what: 'a wrong method',
    expected: [405, 'method_not_allowed'],
    method: 'PUT',
    path: messages,
    headers: theirs,
    body: wire,
  },
];

const session = async () => ({ ...json, cookie: sanne.cookie });
const staff = async () => ({ ...(await session()), 'x-wegwijs-csrf': sanne.csrf });
const claim = '/api/console/tickets/t_none/claim';
const operation = '{"id":"operation-1"}';
const console: Wrong[] = [
  { what: 'no login', expected: [401, 'unauthorized'], method: 'GET', path: '/api/console/tickets' },
  {
    what: 'a forged login',
    expected: [401, 'unauthorized'],
    method: 'GET',
    path: '/api/console/tickets',
    headers: async () => ({ cookie: `${sanne.cookie}x` }),
  },
  {
    what: 'a login of nobody',
    expected: [401, 'unauthorized'],
    path: '/api/console/login',
    headers: json,
    body: '{"staff":"nobody"}',
  },
  {
    what: 'a deed without the page’s own token',
    expected: [403, 'forbidden'],
    path: claim,
    headers: session,
    body: operation,
  },
  { what: 'a deed without an operation id', expected: [400, 'bad_request'], path: claim, headers: staff, body: '{}' },
  { what: 'broken JSON', expected: [400, 'bad_json'], path: claim, headers: staff, body: '{' },
  { what: 'a ticket that is not there', expected: [404, 'not_found'], path: claim, headers: staff, body: operation },
  {
    what: 'a conversation as a ticket',
    expected: [404, 'not_found'],
    path: () => `/api/console/tickets/${visitor.id}/claim`,
    headers: staff,
    body: operation,
  },
  {
    what: 'a status that is none',
    expected: [400, 'bad_request'],
    method: 'GET',
    path: '/api/console/tickets?status=lost',
    headers: session,
  },
  {
    what: 'a code for nobody',
    expected: [404, 'not_found'],
    path: '/api/console/codes',
    headers: staff,
    body: '{"id":"operation-2","person":"nobody"}',
  },
  {
    what: 'a PIN for a link that has ended',
    expected: [410, 'expired'],
    path: '/api/pin',
    headers: json,
    body: '{"token":"none","pin":"12345"}',
  },
];

const named = (channel: string, cases: readonly { what: string }[]) =>
  cases.map((one) => [channel, one.what, one] as unknown as [string, string, Wrong]);

test.each([...named('Direct Line', directLine), ...named('Bot Framework', botFramework), ...named('console', console)])(
  '%s: %s is refused clearly and leaves nothing',
  async (_channel, _what, wrong) => {
    const { expected, method = 'POST', headers = {} } = wrong;
    const body: unknown = typeof wrong.body === 'function' ? (wrong.body as () => string)() : wrong.body;
    const path = typeof wrong.path === 'string' ? wrong.path : wrong.path();
    const before = countDocuments(service.server.dataDir);
    const response = await fetch(`${service.server.url}${path}`, {
      method,
      headers: typeof headers === 'function' ? await headers() : headers,
      ...(body === undefined ? {} : { body: body as string }),
    });
    const answer = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, answer.error.code]).toEqual(expected);
    expect(answer.error.message).toMatch(/^\w.*\.$/);
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.ts|at Object/);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(countDocuments(service.server.dataDir)).toEqual(before);
  },
);

test('after all of it the server answers as before', async () => {
  const reply = await visitor.hear('Hallo');
  expect(reply.text).toBeTruthy();
  const warned = service.server.output.filter((line) => /"level":(50|60)/.test(line));
  expect(warned).toEqual([]);
  await until(async () => (await fetch(`${service.server.url}/readyz`)).ok);
});
