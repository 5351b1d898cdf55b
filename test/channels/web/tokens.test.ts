import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { openHouse, secret, type House } from './house.ts';

let house: House;
beforeEach(async () => (house = await openHouse()));
afterEach(() => house.close());

describe('POST /api/chat/token', () => {
  test('gives our page a token for a conversation of its own', async () => {
    const { status, body, headers } = await house.call('POST', '/api/chat/token', {
      body: { municipality: 'anderdorp', language: 'ar' },
      headers: { origin: house.url, 'sec-fetch-site': 'same-origin' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({ conversationId: 'c_web.anderdorp.random-1', token: expect.any(String), expires_in: 1800 });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(decodeJwt(String(body.token))).toMatchObject({
      conv: body.conversationId,
      user: expect.stringMatching(/^dl_/),
      municipality: 'anderdorp',
      locale: 'ar',
      exp: house.clock.now() / 1000 + 1800,
    });
  });

  test.each([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['no origin that can be named', { origin: 'null' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_what, headers) => {
    const { status, body } = await house.call('POST', '/api/chat/token', { body: {}, headers });
    expect([status, body.error?.code]).toEqual([403, 'forbidden']);
  });

  test.each([{ municipality: 'nergens' }, { municipality: 7 }, { language: 'nl; drop' }])(
    'refuses %j',
    async (body) => {
      expect((await house.call('POST', '/api/chat/token', { body })).status).toBe(400);
    },
  );

  test('lets a named origin in, and answers its preflight', async () => {
    const open = await openHouse({ allowedOrigins: ['https://gemeente.example'] });
    const headers = { origin: 'https://gemeente.example' };
    const preflight = await open.call('OPTIONS', '/api/chat/token', { headers });
    const { status, headers: answered } = await open.call('POST', '/api/chat/token', { body: {}, headers });
    await open.close();
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://gemeente.example');
    expect([status, answered.get('access-control-allow-origin')]).toEqual([200, 'https://gemeente.example']);
  });

  test('holds one address back, and says for how long', async () => {
    const busy = await openHouse({ limits: { pageTokensPerMinutePerAddress: 2 } });
    const statuses = [];
    for (let turn = 0; turn < 2; turn++)
      statuses.push((await busy.call('POST', '/api/chat/token', { body: {} })).status);
    const refused = await busy.call('POST', '/api/chat/token', { body: {} });
    await busy.close();
    expect(statuses).toEqual([200, 200]);
    expect([refused.status, refused.body.error?.code]).toEqual([429, 'too_many']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('POST /v3/directline/tokens/generate', () => {
  const path = '/v3/directline/tokens/generate';

  test('gives who knows the secret a token, for the user and place asked', async () => {
    const body = { user: { id: 'dl_mehret' }, municipality: 'anderdorp' };
    const answer = await house.call('POST', path, { token: secret, body });
    expect(answer.status).toBe(200);
    expect(decodeJwt(String(answer.body.token))).toMatchObject({ user: 'dl_mehret', municipality: 'anderdorp' });
  });

  test('needs no body', async () => {
    const { status, body } = await house.call('POST', path, { token: secret });
    expect([status, body.expires_in]).toEqual([200, 1800]);
  });

  test('refuses no secret, a wrong one and a token', async () => {
    const { token } = await house.begin();
    const answers = await Promise.all(
      [undefined, `${secret}x`, '', token].map((t) => house.call('POST', path, { token: t })),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  test('without a configured secret nobody is let in', async () => {
    const closed = await openHouse({ secret: undefined });
    const { status } = await closed.call('POST', path, { token: 'undefined' });
    await closed.close();
    expect(status).toBe(401);
  });
});

describe('tokens', () => {
  const activitiesOf = (conversation: string) => `/v3/directline/conversations/${conversation}/activities`;
  const read = async (conversation: string, token?: string) => {
    const { status, body } = await house.call('GET', activitiesOf(conversation), { token });
    return [status, body.error?.code];
  };
  const signed = (key: number, claims: Record<string, unknown>, audience = 'directline') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime(house.clock.now() / 1000 + 60)
      .sign(new Uint8Array(32).fill(key));

  test('none, garbled, unsigned, signed by another, incomplete or made for a stream: 401', async () => {
    const { conversationId: conv, token, streamUrl } = await house.begin();
    const claims = { conv, user: 'dl_x', municipality: 'demostad', started: true };
    const [header, payload] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const tokens = [
      undefined,
      'no-token',
      `${header}.${payload}.AAAA`,
      unsigned,
      await signed(2, claims),
      await signed(1, { ...claims, user: undefined }),
      new URL(streamUrl).searchParams.get('t') ?? '',
    ];
    expect(await read(conv, await signed(1, claims))).toEqual([200, undefined]);
    for (const bad of tokens) expect(await read(conv, bad)).toEqual([401, 'unauthorized']);
  });

  test('expired: our own page comes back to its conversation for a week, and nobody else does', async () => {
    const { conversationId, token } = await house.begin();
    const renew = (headers = {}) => house.call('POST', '/api/chat/token/renew', { body: { token }, headers });
    house.clock.advance(6 * 24 * 3_600_000);
    expect((await renew({ origin: 'https://elsewhere.example' })).status).toBe(403);
    const { status, body } = await renew();
    expect([status, body.conversationId]).toEqual([200, conversationId]);
    expect((await read(conversationId, String(body.token)))[0]).toBe(200);
    house.clock.advance(2 * 24 * 3_600_000);
    const late = await renew();
    expect([late.status, late.body.error?.code]).toEqual([403, 'token_expired']);
  });

  test('expired: 403, and a refresh in time goes on', async () => {
    const { conversationId, token } = await house.begin();
    house.clock.advance(29 * 60_000);
    const fresh = await house.call('POST', '/v3/directline/tokens/refresh', { token });
    expect(fresh.body).toEqual({ conversationId, token: expect.any(String), expires_in: 1800 });
    house.clock.advance(60_000);
    expect(await read(conversationId, token)).toEqual([403, 'token_expired']);
    expect(await read(conversationId, String(fresh.body.token))).toEqual([200, undefined]);
    const late = await house.call('POST', '/v3/directline/tokens/refresh', { token });
    expect([late.status, late.body.error?.code]).toEqual([403, 'token_expired']);
  });

  test('of another conversation: 403, whether that one is there or not', async () => {
    const one = await house.begin();
    const other = await house.begin();
    const nowhere = 'c_web.demostad.nowhere';
    for (const id of [other.conversationId, nowhere]) {
      expect(await read(id, one.token)).toEqual([403, 'forbidden']);
      const post = await house.call('POST', activitiesOf(id), {
        token: one.token,
        body: { type: 'message', text: 'x' },
      });
      const reopen = await house.call('GET', `/v3/directline/conversations/${id}`, { token: one.token });
      expect([post.status, reopen.status]).toEqual([403, 403]);
    }
    expect(house.mailbox.arrivals.filter(({ activity }) => activity.type === 'message')).toEqual([]);
  });

  test('whose conversation was erased: 404 everywhere, and it does not begin again', async () => {
    const page = await house.call('POST', '/api/chat/token', { body: {} });
    const { conversationId, token } = (
      await house.call('POST', '/v3/directline/conversations', { token: String(page.body.token) })
    ).body as { conversationId: string; token: string };
    house.mailbox.erase(conversationId);
    expect(await read(conversationId, token)).toEqual([404, 'not_found']);
    const calls = [
      house.call('POST', '/v3/directline/tokens/refresh', { token }),
      house.call('POST', '/v3/directline/conversations', { token }),
      house.call('POST', '/v3/directline/conversations', { token: String(page.body.token) }),
      house.call('GET', `/v3/directline/conversations/${conversationId}`, { token }),
      house.call('POST', activitiesOf(conversationId), { token, body: { type: 'message', text: 'hoi' } }),
    ];
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    house.mailbox.forgetIds();
    expect((await house.call('POST', '/v3/directline/conversations', { token })).status).toBe(404);
  });

  test('may be refreshed before the conversation begins', async () => {
    const page = await house.call('POST', '/api/chat/token', { body: { language: 'so' } });
    const fresh = await house.call('POST', '/v3/directline/tokens/refresh', { token: String(page.body.token) });
    expect(fresh.status).toBe(200);
    expect(await read(String(page.body.conversationId), String(fresh.body.token))).toEqual([404, 'not_found']);
    const begun = await house.call('POST', '/v3/directline/conversations', { token: String(fresh.body.token) });
    expect([begun.status, house.mailbox.arrivals[0]?.activity.locale]).toEqual([201, 'so']);
  });

  test('a session id for clients that ask one', async () => {
    const { token } = await house.begin();
    const { status, body } = await house.call('GET', '/v3/directline/session/getsessionid', { token });
    expect([status, typeof body.sessionId]).toEqual([200, 'string']);
    expect((await house.call('GET', '/v3/directline/session/getsessionid')).status).toBe(401);
  });
});

test('pages of any origin may call Direct Line, also to hear an error', async () => {
  const preflight = await house.call('OPTIONS', '/v3/directline/conversations/c_web.demostad.x/activities', {
    headers: { origin: 'https://gemeente.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  const refused = await house.call('POST', '/v3/directline/conversations');
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
});
