import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { kindOf } from '../../../src/core/activity.ts';
import { teams } from './teams.ts';
import { startWorld, type World } from './world.ts';

const serviceUrl = 'https://connector.example/emea/';
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const stored = Object.entries(teams).filter(([name]) => name !== 'claim');

describe('what Teams sends', () => {
  test.each(stored)('%s is in the mailbox before the 200', async (_name, payload) => {
    const sent = payload(serviceUrl);
    expect(await world.post(sent)).toEqual({ status: 200, body: undefined });
    expect(world.mailbox.arrivals).toHaveLength(1);
    const { activity, ...arrival } = world.mailbox.arrivals[0]!;
    expect(arrival).toMatchObject({
      channel: 'botframework',
      municipality: 'demo',
      at: Date.parse('2026-11-22T09:15:00.123Z'),
    });
    const { type, id, channelId, conversation, from, recipient } = sent;
    expect(activity).toMatchObject({ type, id, channelId, serviceUrl, conversation, from, recipient });
  });

  test('the same activity twice is kept once', async () => {
    await Promise.all([world.post(teams.personal(serviceUrl)), world.post(teams.personal(serviceUrl))]);
    await world.post(teams.personal(serviceUrl));
    expect(world.mailbox.arrivals).toHaveLength(1);
  });

  test('two conversations may use the same id, and every edit is a new one', async () => {
    await world.post(teams.personal(serviceUrl));
    await world.post(teams.personal(serviceUrl, { conversation: { id: 'a:1another' } }));
    await world.post(teams.edit(serviceUrl));
    await world.post(teams.edit(serviceUrl, { timestamp: '2026-11-22T09:20:00Z' }));
    const ids = world.mailbox.arrivals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    const conversations = world.mailbox.arrivals.map(({ conversation }) => conversation);
    expect(conversations[0]).toMatch(/^c_[\w-]{24}$/);
    expect(conversations[1]).not.toBe(conversations[0]);
    expect(conversations[2]).toBe(conversations[0]);
  });

  test('an activity without an id is kept under a new one each time', async () => {
    await world.post(teams.personal(serviceUrl, { id: undefined }));
    await world.post(teams.personal(serviceUrl, { id: undefined }));
    expect(world.mailbox.arrivals).toHaveLength(2);
  });

  test('an activity without a readable time gets ours', async () => {
    await world.post(teams.personal(serviceUrl, { timestamp: 'soon' }));
    expect(world.mailbox.arrivals[0]?.at).toBe(world.clock.now());
  });

  test('a mention of the bot and the copy in HTML are not part of what was said', async () => {
    await world.post(teams.mention(serviceUrl));
    const { activity } = world.mailbox.arrivals[0]!;
    expect(activity.text).toBe('welke zaken');
    expect(kindOf(activity)).toBe('text');
  });

  test('a mention of somebody else stays', async () => {
    const text = '<at>Wegwijs</at> vraag het <at>Sam</at>';
    const entities = [
      { type: 'mention', mentioned: { id: '28:5b0a4f3e-7c1d-4d57-9a55-2f6f0c9f8a10' }, text: '<at>Wegwijs</at>' },
      { type: 'mention', mentioned: { id: '29:sam' }, text: '<at>Sam</at>' },
    ];
    await world.post(teams.mention(serviceUrl, { text, entities }));
    expect(world.mailbox.arrivals[0]?.activity.text).toBe('vraag het <at>Sam</at>');
  });

  test('a button of ours gives its command, a card its whole value', async () => {
    await world.post(teams.pressed(serviceUrl));
    await world.post(teams.submit(serviceUrl));
    expect(world.mailbox.arrivals.map(({ activity }) => activity.value)).toEqual([
      'person',
      { verb: 'claim', ticket: 'T-7' },
    ]);
    expect(world.mailbox.arrivals.map(({ activity }) => kindOf(activity))).toEqual(['button', 'button']);
  });

  test('a postBack of Web Chat gives its command', async () => {
    await world.post(
      teams.personal(serviceUrl, { channelId: 'webchat', text: 'person', channelData: { postBack: true } }),
    );
    expect(world.mailbox.arrivals[0]?.activity.value).toBe('person');
  });

  test('nobody outside says which messages we answered', async () => {
    const channelData = { tenant: { id: 't' }, answers: ['x'], wegwijs: { texts: [] } };
    await world.post(teams.personal(serviceUrl, { channelData }));
    expect(world.mailbox.arrivals[0]?.activity.channelData).toEqual({ tenant: { id: 't' } });
  });
});

describe('what is not kept', () => {
  test.each([
    ['typing', { type: 'typing' }],
    ['a type that nobody knows', { type: 'trace' }],
    ['an event in the name of the handover', { type: 'event', name: 'handoff.status', value: { state: 'completed' } }],
  ])('%s is answered and let go', async (_name, fields) => {
    expect(await world.post(teams.personal(serviceUrl, fields))).toEqual({ status: 200, body: undefined });
    expect(world.mailbox.arrivals).toEqual([]);
  });

  const ok = teams.personal(serviceUrl);
  test.each([
    ['no type', { ...ok, type: undefined }, 'type'],
    ['no channel', { ...ok, channelId: '' }, 'channelId'],
    ['no conversation', { ...ok, conversation: undefined }, 'conversation'],
    ['a conversation without an id', { ...ok, conversation: {} }, 'conversation.id'],
    ['a text that is none', { ...ok, text: { a: 1 } }, 'text'],
    ['attachments that are none', { ...ok, attachments: 'file' }, 'attachments'],
    ['a serviceUrl that is none', { ...ok, serviceUrl: 'javascript:alert(1)' }, 'serviceUrl'],
  ])('%s is a 400 that names the field', async (_name, body, field) => {
    const answer = await world.post(body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad_request', field } } });
    expect(world.mailbox.arrivals).toEqual([]);
  });

  test.each([
    ['a list', [ok]],
    ['a word', '"hoi"'],
    ['what is no JSON', '{"type":'],
  ])('%s is a 400', async (_name, body) => {
    expect((await world.post(body)).status).toBe(400);
    expect(world.mailbox.arrivals).toEqual([]);
  });

  test('what is too large', async () => {
    const answer = await world.post(teams.personal(serviceUrl, { text: 'a'.repeat(256 * 1024) }));
    expect(answer.status).toBe(413);
    expect(world.mailbox.arrivals).toEqual([]);
  });

  test('null is as good as absent', async () => {
    const fields = { attachments: null, entities: null, replyToId: null, deliveryMode: null };
    expect((await world.post(teams.personal(serviceUrl, fields))).status).toBe(200);
    expect(world.mailbox.arrivals[0]?.activity).not.toHaveProperty('replyToId');
  });
});

test('there is no 200 when the mailbox cannot keep it', async () => {
  world.mailbox.failure = new Error('the disk is full');
  expect((await world.post(teams.personal(serviceUrl))).status).toBe(500);
});

test('a tenant that is not served is refused', async () => {
  const other = await startWorld({ municipalityOf: () => undefined });
  expect(await other.post(teams.personal(serviceUrl))).toMatchObject({
    status: 403,
    body: { error: { code: 'forbidden' } },
  });
  expect(other.mailbox.arrivals).toEqual([]);
  await other.close();
});

describe('expectReplies', () => {
  test('the replies come back in the answer, addressed to who asked', async () => {
    world.mailbox.replies = [{ type: 'message', text: 'Er staan twee zaken open.' }];
    const asked = teams.personal(serviceUrl, { deliveryMode: 'expectReplies' });
    const { status, body } = await world.post(asked);
    expect(status).toBe(200);
    expect(body).toEqual({
      activities: [
        {
          type: 'message',
          text: 'Er staan twee zaken open.',
          textFormat: 'plain',
          channelId: 'msteams',
          serviceUrl,
          conversation: asked.conversation,
          from: asked.recipient,
          recipient: asked.from,
          replyToId: asked.id,
        },
      ],
    });
  });

  test('typing gets an empty list', async () => {
    const answer = await world.post(teams.personal(serviceUrl, { type: 'typing', deliveryMode: 'expectReplies' }));
    expect(answer).toEqual({ status: 200, body: { activities: [] } });
  });
});

describe('invoke', () => {
  test('is answered at once by who handles cards, and never stored', async () => {
    const seen: unknown[] = [];
    const cards = await startWorld({
      async onInvoke(activity) {
        seen.push(activity.value);
        return {
          status: 200,
          body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'ok' },
        };
      },
    });
    const claim = teams.claim(serviceUrl);
    const answer = await cards.post(claim);
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, value: 'ok' } });
    expect(seen).toEqual([claim.value]);
    expect(cards.mailbox.arrivals).toEqual([]);
    await cards.close();
  });

  test('is a 501 without one', async () => {
    expect((await world.post(teams.claim(serviceUrl))).status).toBe(501);
    expect(world.mailbox.arrivals).toEqual([]);
  });
});
