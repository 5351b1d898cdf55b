import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createBotFrameworkChannel } from '../../../src/channels/botframework/channel.ts';
import { startIssuer, type Issuer, type TokenOptions } from '../../stand-ins/issuer.ts';
import { teams } from './teams.ts';
import { startWorld, type World } from './world.ts';

const serviceUrl = 'https://connector.example/emea/';
let issuer: Issuer;
let world: World;

beforeAll(async () => {
  // The SDK prints the public key of every refused token.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  issuer = await startIssuer();
  world = await startWorld({ settings: issuer.settings });
});
afterAll(async () => {
  await world.close();
  await issuer.close();
  jest.restoreAllMocks();
});
beforeEach(() => void world.mailbox.arrivals.splice(0));

const bearer = async (options: TokenOptions = {}) => ({
  authorization: `Bearer ${await issuer.token({ serviceUrl, ...options })}`,
});

test('a token of the channel service lets an activity in', async () => {
  expect((await world.post(teams.personal(serviceUrl), await bearer())).status).toBe(200);
  expect(world.mailbox.arrivals).toHaveLength(1);
});

const anHourAgo = Math.floor(Date.now() / 1000) - 3600;

describe('nothing is kept of', () => {
  test.each<[string, TokenOptions]>([
    ['a bad signature', { signedBy: 'stranger' }],
    ['a key that is not published', { signedBy: 'stranger', keyId: 'unknown' }],
    ['a key that is not for this channel', { signedBy: 'unendorsed' }],
    ['another bot', { audience: '00000000-0000-4000-8000-000000000000' }],
    ['another issuer', { issuer: 'https://issuer.example' }],
    ['a token that has ended', { expires: anHourAgo }],
    ['a token that has not begun', { notBefore: anHourAgo + 2 * 3600 }],
    ['another serviceUrl', { serviceUrl: 'https://elsewhere.example/' }],
  ])('%s', async (_name, options) => {
    const answer = await world.post(teams.personal(serviceUrl), await bearer(options));
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
    expect(world.mailbox.arrivals).toEqual([]);
  });

  test.each([
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['another scheme', { authorization: 'Basic d2Vnd2lqczp3ZWd3aWpz' }],
    ['no token', { authorization: 'Bearer' }],
    ['what is no token', { authorization: 'Bearer a.b.c' }],
    ['a token that says it needs no signature', { authorization: `Bearer ${unsigned()}` }],
  ])('%s', async (_name, headers) => {
    const answer = await world.post(teams.personal(serviceUrl), headers);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
    expect(world.mailbox.arrivals).toEqual([]);
  });

  test('an activity whose serviceUrl nobody vouches for', async () => {
    const answer = await world.post(teams.personal(serviceUrl, { serviceUrl: undefined }), await bearer());
    expect(answer).toMatchObject({ status: 400, body: { error: { field: 'serviceUrl' } } });
    expect(world.mailbox.arrivals).toEqual([]);
  });

  test('a card that is pressed without a token', async () => {
    expect((await world.post(teams.claim(serviceUrl))).status).toBe(401);
  });
});

test('keys that cannot be fetched are a 503, so that the sender comes back', async () => {
  const lost = await startIssuer();
  const other = await startWorld({ settings: lost.settings });
  const authorization = `Bearer ${await lost.token({ serviceUrl })}`;
  await lost.close();
  expect((await other.post(teams.personal(serviceUrl), { authorization })).status).toBe(503);
  expect(other.mailbox.arrivals).toEqual([]);
  await other.close();
});

test('keys that do not come in time are a 503', async () => {
  const mute = await startIssuer();
  const other = await startWorld({ settings: mute.settings });
  const asked = mute.silence();
  const authorization = `Bearer ${await mute.token({ serviceUrl })}`;
  const answer = other.post(teams.personal(serviceUrl), { authorization });
  await asked;
  other.clock.advance(10_000);
  expect((await answer).status).toBe(503);
  expect(other.mailbox.arrivals).toEqual([]);
  await other.close();
  await mute.close();
});

describe('settings', () => {
  const make = (settings: Record<string, string>) => () =>
    createBotFrameworkChannel({ ...({} as Parameters<typeof createBotFrameworkChannel>[0]), settings });

  test('a single tenant without its tenant does not start', () => {
    expect(make({ MicrosoftAppId: 'id', MicrosoftAppPassword: 'word', MicrosoftAppType: 'SingleTenant' })).toThrow(
      /Tenant/,
    );
  });

  test('an unknown cloud does not start', () => {
    expect(make({ ChannelService: 'https://cloud.example' })).toThrow(/ChannelService/);
  });
});

/** A token whose header asks for no algorithm. */
function unsigned(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'https://api.botframework.com',
    aud: '5b0a4f3e-7c1d-4d57-9a55-2f6f0c9f8a10',
    serviceurl: serviceUrl,
  };
  return `${part({ alg: 'none', kid: 'issuer' })}.${part(claims)}.`;
}
