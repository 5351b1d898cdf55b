import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../src/channels/channel.ts';
import type { SendFailure } from '../../../src/core/errors.ts';
import { startConnector, type Connector } from '../../stand-ins/connector.ts';
import { startIssuer, type Issuer } from '../../stand-ins/issuer.ts';
import { teams } from './teams.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let connector: Connector;

beforeEach(async () => {
  connector = await startConnector();
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
  await connector.close();
});

/** What a stored reference of that conversation holds. */
function referenceIn(payload: ReturnType<typeof teams.personal>): Delivery['reference'] {
  const { serviceUrl, channelId, conversation, from, recipient } = payload as unknown as Record<string, never>;
  return { serviceUrl, channelId, conversation, user: from, bot: recipient };
}

const delivery = (fields: Partial<Delivery> = {}): Delivery => ({
  id: 'entry-1',
  conversation: 'c_1',
  reference: referenceIn(teams.mention(connector.serviceUrl)),
  op: 'send',
  activity: { type: 'message', text: 'Er staan twee zaken open.', replyToId: '1795400000001' },
  timeoutMs: 10_000,
  ...fields,
});

const send = (fields: Partial<Delivery> = {}) => world.channel.send!(delivery(fields));
const failure = (fields: Partial<Delivery> = {}): Promise<SendFailure> =>
  send(fields).then(
    () => Promise.reject(new Error('it was sent')),
    (error: SendFailure) => error,
  );

describe('what the connector is given', () => {
  test('a reply, addressed from the reference, with the id of its entry', async () => {
    expect(await send()).toEqual({ platformId: 'platform-1' });
    const from = teams.mention(connector.serviceUrl);
    expect(connector.calls).toMatchObject([
      {
        method: 'POST',
        conversation: from.conversation.id,
        activityId: '1795400000001',
        entry: 'entry-1',
        activity: {
          type: 'message',
          text: 'Er staan twee zaken open.',
          textFormat: 'plain',
          channelId: 'msteams',
          from: from.recipient,
          recipient: from.from,
          conversation: from.conversation,
        },
      },
    ]);
    expect(connector.calls[0]?.authorization).toBeUndefined();
    expect(connector.violations).toEqual([]);
  });

  test('a message from a stored reference alone', async () => {
    await send({ activity: { type: 'message', text: 'Uw vraag is beantwoord.' } });
    expect(connector.calls[0]).toMatchObject({ method: 'POST', entry: 'entry-1' });
    expect(connector.calls[0]).not.toHaveProperty('activityId');
  });

  test('the explanation of a reply stays beside the entry', async () => {
    const channelData = { answers: ['a'], wegwijs: { texts: ['t'], facts: [], speaker: 'bot' } };
    await send({ activity: { type: 'message', text: 'x', channelData } });
    expect(connector.calls[0]?.activity?.channelData).toEqual({
      answers: ['a'],
      wegwijs: { texts: ['t'], facts: [], speaker: 'bot', entry: 'entry-1' },
    });
  });

  test('an update and a deletion of what was sent', async () => {
    expect(await send({ op: 'update', targetPlatformId: 'platform-9' })).toEqual({ platformId: 'platform-9' });
    await send({ op: 'delete', targetPlatformId: 'platform-9' });
    expect(connector.calls).toMatchObject([
      { method: 'PUT', activityId: 'platform-9', activity: { id: 'platform-9' }, status: 200 },
      { method: 'DELETE', activityId: 'platform-9', status: 200 },
    ]);
    expect(connector.violations).toEqual([]);
  });

  test('typing', async () => {
    await world.channel.typing!('c_1', referenceIn(teams.personal(connector.serviceUrl)));
    expect(connector.calls).toMatchObject([{ method: 'POST', activity: { type: 'typing' } }]);
  });

  const suggestedActions = {
    to: [],
    actions: [
      { type: 'imBack', title: 'Ja', value: 'Ja' },
      { type: 'postBack', title: 'Een mens', value: 'person' },
      { type: 'call', title: '112', value: '112' },
      { type: 'openUrl', title: 'Kaart', value: 'https://map.example' },
    ],
  };

  test('buttons in a form that Teams shows and gives back', async () => {
    await send({ activity: { type: 'message', text: 'Wilt u dat?', suggestedActions } });
    const activity = connector.calls[0]?.activity as {
      attachments: { contentType: string; content: { buttons: unknown[] } }[];
    };
    expect(activity).not.toHaveProperty('suggestedActions');
    expect(activity.attachments[0]).toEqual({
      contentType: 'application/vnd.microsoft.card.hero',
      content: {
        buttons: [
          { type: 'imBack', title: 'Ja', value: 'Ja' },
          {
            type: 'messageBack',
            title: 'Een mens',
            text: 'Een mens',
            displayText: 'Een mens',
            value: { command: 'person' },
          },
          { type: 'openUrl', title: '112', value: 'tel:112' },
          { type: 'openUrl', title: 'Kaart', value: 'https://map.example' },
        ],
      },
    });
  });

  test('suggested actions as they are on other channels', async () => {
    const reference = { ...referenceIn(teams.personal(connector.serviceUrl)), channelId: 'webchat' };
    await send({ reference, activity: { type: 'message', text: 'Wilt u dat?', suggestedActions } });
    expect(connector.calls[0]?.activity).toMatchObject({ suggestedActions });
  });

  test('one connection for many messages', async () => {
    for (const id of ['entry-1', 'entry-2', 'entry-3']) await send({ id });
    expect(connector.calls.map(({ entry }) => entry)).toEqual(['entry-1', 'entry-2', 'entry-3']);
    expect(connector.connections()).toBe(1);
  });
});

describe('what the connector answers', () => {
  test.each([
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'blocked'],
    [404, 'gone'],
    [408, 'unavailable'],
    [410, 'gone'],
    [412, 'busy'],
    [413, 'refused'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
  ])('%i is %s, and is not asked again', async (status, kind) => {
    connector.inject({ status });
    const error = await failure();
    expect(error).toMatchObject({ name: 'SendFailure', kind, retryAfterMs: undefined });
    expect(error.message).toBe(`the connector answered ${status} E${status}`);
    expect(connector.calls).toHaveLength(1);
    expect(connector.doubles()).toEqual([]);
  });

  test.each([
    ['seconds', '7', 7_000],
    ['a date', 'Sun, 22 Nov 2026 10:00:09 GMT', 9_000],
    ['a date gone by', 'Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['nonsense', 'later', undefined],
  ])('a 429 with Retry-After in %s', async (_name, header, retryAfterMs) => {
    connector.inject({ status: 429, headers: { 'retry-after': header } });
    expect(await failure()).toMatchObject({ kind: 'throttled', retryAfterMs });
  });

  test('a refusal is told by its code, never by its words', async () => {
    connector.inject({
      status: 403,
      body: { errorCode: 209, message: '{"subCode":"MessageWritesBlocked","text":"geheim"}' },
    });
    const error = await failure();
    expect(error).toMatchObject({ kind: 'blocked' });
    expect(error.message).toBe('the connector answered 403 209');
  });

  test('silence is unanswered when the time is up', async () => {
    connector.inject('silence');
    const failed = failure({ timeoutMs: 4_000 });
    await connector.arrived(1);
    world.clock.advance(4_000);
    expect(await failed).toMatchObject({ kind: 'unanswered' });
  });

  test('a torn connection is unanswered, and what is sent again is seen as a double', async () => {
    connector.inject('reset');
    expect(await failure()).toMatchObject({ kind: 'unanswered' });
    expect(connector.calls).toHaveLength(1);
    await send();
    expect(connector.doubles()).toEqual(['entry-1']);
  });

  test('a late answer within the time is an answer', async () => {
    connector.inject('hold');
    const sent = send();
    await connector.arrived(1);
    connector.release();
    expect(await sent).toEqual({ platformId: 'platform-1' });
  });

  test('an answer that is cut off in its body has been given', async () => {
    connector.inject('cut');
    expect(await send()).toEqual({});
  });

  test('a redirect is not followed', async () => {
    connector.inject({ status: 307, headers: { location: connector.serviceUrl } });
    expect(await failure()).toMatchObject({ kind: 'refused' });
    expect(connector.calls).toHaveLength(1);
  });

  test('nobody there is unreachable', async () => {
    const gone = await startConnector();
    const reference = referenceIn(teams.personal(gone.serviceUrl));
    await gone.close();
    expect(await failure({ reference })).toMatchObject({ kind: 'unreachable' });
  });

  test('a name that leads nowhere is unreachable', async () => {
    const reference = referenceIn(teams.personal('http://connector.invalid/'));
    expect(await failure({ reference })).toMatchObject({ kind: 'unreachable' });
  });

  test.each<[string, Partial<Delivery>]>([
    ['a reference without a serviceUrl', { reference: { conversation: { id: 'a:1' } as never } }],
    ['a reference without a conversation', { reference: { serviceUrl: 'http://127.0.0.1:1/' } }],
    ['an update of what was never delivered', { op: 'update' }],
  ])('%s is refused here', async (_name, fields) => {
    expect(await failure(fields)).toMatchObject({ kind: 'refused' });
    expect(connector.calls).toEqual([]);
  });
});

describe('with an app id', () => {
  let issuer: Issuer;
  let guarded: Connector;
  let bot: World;
  let valid: (token: string) => boolean;

  beforeAll(async () => void (issuer = await startIssuer()));
  afterAll(() => issuer.close());
  beforeEach(async () => {
    valid = (token) => issuer.given.includes(token);
    guarded = await startConnector({ isToken: (token) => valid(token) });
    bot = await startWorld({ settings: issuer.settings });
    issuer.refuse(undefined);
    issuer.grants.splice(0);
  });
  afterEach(async () => {
    await bot.close();
    await guarded.close();
  });

  const sendAs = (id: string) =>
    bot.channel.send!(delivery({ id, reference: referenceIn(teams.personal(guarded.serviceUrl)) }));
  const kindAs = (id: string) =>
    sendAs(id).then(
      () => 'sent',
      (error: SendFailure) => error.kind,
    );

  test('one token serves many messages, until it ends', async () => {
    await Promise.all([sendAs('1'), sendAs('2'), sendAs('3')]);
    await sendAs('4');
    expect(issuer.grants).toMatchObject([
      {
        path: '/a-tenant/oauth2/v2.0/token',
        form: { grant_type: 'client_credentials', scope: 'https://api.botframework.com/.default' },
      },
    ]);
    expect(guarded.calls.map(({ authorization }) => authorization)).toEqual(
      Array(4).fill(`Bearer ${issuer.given.at(-1)}`),
    );
    bot.clock.advance(56 * 60_000);
    await sendAs('5');
    expect(issuer.grants).toHaveLength(2);
  });

  test('a token that the connector refuses is not shown again', async () => {
    await sendAs('1');
    const refused = issuer.given.at(-1);
    valid = (token) => token !== refused && issuer.given.includes(token);
    expect(await kindAs('2')).toBe('unauthorized');
    expect(await kindAs('2')).toBe('sent');
  });

  test.each([
    [401, 'unauthorized'],
    [400, 'unauthorized'],
    [429, 'unavailable'],
    [503, 'unavailable'],
  ])('no message leaves when the login answers %i: %s', async (status, kind) => {
    issuer.refuse(status);
    expect(await kindAs('1')).toBe(kind);
    expect(guarded.calls).toEqual([]);
    issuer.refuse(undefined);
    expect(await kindAs('1')).toBe('sent');
  });

  test('a login that is not there means not sent', async () => {
    const gone = await startIssuer();
    const lost = await startWorld({ settings: gone.settings });
    await gone.close();
    const sent = lost.channel.send!(delivery({ reference: referenceIn(teams.personal(guarded.serviceUrl)) }));
    await expect(sent).rejects.toMatchObject({ kind: 'unreachable' });
    expect(guarded.calls).toEqual([]);
    await lost.close();
  });
});
