import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../../src/core/activity.ts';
import { openHouse, secret, type Begun, type House } from './house.ts';

let house: House;
beforeEach(async () => (house = await openHouse()));
afterEach(() => house.close());

const conversations = '/v3/directline/conversations';
const activitiesOf = (id: string) => `${conversations}/${id}/activities`;
const post = ({ conversationId, token }: Begun, body: unknown) =>
  house.call('POST', activitiesOf(conversationId), { token, body });
const read = async ({ conversationId, token }: Begun, watermark = '') => {
  const { body } = await house.call('GET', `${activitiesOf(conversationId)}?watermark=${watermark}`, { token });
  return body as unknown as { activities: Activity[]; watermark: string };
};
/** Lets what was accepted be handled. */
const handled = () => new Promise((resolve) => setImmediate(resolve));

describe('opening', () => {
  test('begins a conversation once: a person came in, and speaks a language', async () => {
    const page = await house.call('POST', '/api/chat/token', { body: { language: 'ti', municipality: 'anderdorp' } });
    const token = String(page.body.token);
    const both = await Promise.all([1, 2].map(() => house.call('POST', conversations, { token, body: {} })));
    const again = await house.call('POST', conversations, { token });
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(again.status).toBe(200);
    expect(again.body.conversationId).toBe(page.body.conversationId);
    expect(house.mailbox.arrivals).toHaveLength(1);
    expect(house.mailbox.arrivals[0]).toMatchObject({
      conversation: page.body.conversationId,
      channel: 'web',
      municipality: 'anderdorp',
      at: house.clock.now(),
      activity: {
        type: 'conversationUpdate',
        channelId: 'directline',
        locale: 'ti',
        membersAdded: [{ id: expect.stringMatching(/^dl_/) }],
        recipient: { id: 'wegwijs' },
      },
    });
  });

  test('the locale of the client goes before that of the token; nonsense is left out', async () => {
    for (const [locale, expected] of [
      ['fa-AF', 'fa-AF'],
      ['</script>', 'nl'],
    ]) {
      const page = await house.call('POST', '/api/chat/token', { body: { language: 'nl' } });
      await house.call('POST', conversations, { token: String(page.body.token), body: { locale } });
      expect(house.mailbox.arrivals.at(-1)?.activity.locale).toBe(expected);
    }
  });

  test('with the secret is always a new conversation', async () => {
    const answers = [];
    for (const user of ['dl_own', 'me']) {
      answers.push(await house.call('POST', conversations, { token: secret, body: { user: { id: user } } }));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ body }) => body.conversationId)).size).toBe(2);
    const users = house.mailbox.arrivals.map(({ activity }) => activity.membersAdded?.[0]?.id);
    expect(users).toEqual(['dl_own', expect.stringMatching(/^dl_.{10}/)]);
  });

  test('says where the stream is: where the caller found us, or where we are known', async () => {
    const here = await house.begin();
    expect(here.streamUrl).toMatch(`${house.url.replace('http', 'ws')}${conversations}/${here.conversationId}/stream?`);
    const known = await openHouse({ publicUrl: 'https://wegwijs.example/' });
    const { streamUrl } = await known.begin();
    await known.close();
    expect(streamUrl).toMatch(
      /^wss:\/\/wegwijs\.example\/v3\/directline\/conversations\/[^/]+\/stream\?watermark=0&t=/,
    );
  });

  test('again, from a watermark on', async () => {
    const { conversationId, token } = await house.begin();
    const { status, body } = await house.call('GET', `${conversations}/${conversationId}?watermark=12`, { token });
    expect([status, body.conversationId]).toEqual([200, conversationId]);
    expect(new URL(String(body.streamUrl)).searchParams.get('watermark')).toBe('12');
    expect(body.token).toEqual(expect.any(String));
  });
});

describe('a message', () => {
  test('is in the mailbox before its sender hears so, with what it may carry and no more', async () => {
    const begun = await house.begin();
    const { status, body } = await post(begun, {
      type: 'message',
      text: 'Wanneer is mijn afspraak?',
      locale: 'nl-NL',
      from: { id: 'somebody-else', name: 'Somebody Else', role: 'bot' },
      id: 'chosen',
      conversation: { id: 'c_other' },
      recipient: { id: 'x' },
      serviceUrl: 'https://elsewhere.example',
      deliveryMode: 'expectReplies',
      attachments: [{ contentType: 'image/png', contentUrl: 'wegwijs:upload/of-somebody-else' }],
      channelData: { clientActivityID: 'a1', clientUser: 'x', wegwijs: { speaker: 'person' }, answers: ['y'] },
      suggestedActions: { actions: [] },
    });
    const arrival = house.mailbox.arrivals.at(-1);
    expect([status, body.id]).toEqual([200, arrival?.id]);
    const user = house.mailbox.arrivals[0]?.activity.membersAdded?.[0]?.id;
    expect(arrival?.activity).toEqual({
      type: 'message',
      text: 'Wanneer is mijn afspraak?',
      textFormat: 'plain',
      locale: 'nl-NL',
      id: arrival?.id,
      from: { id: user, role: 'user' },
      conversation: { id: begun.conversationId },
      recipient: { id: 'wegwijs', name: 'Wegwijs', role: 'bot' },
      serviceUrl: 'urn:wegwijs:web',
      channelId: 'directline',
      timestamp: new Date(house.clock.now()),
      channelData: { clientActivityID: 'a1' },
    });
  });

  test('a button keeps its value', async () => {
    const begun = await house.begin();
    await post(begun, {
      type: 'message',
      value: { cmd: 'person' },
      channelData: { postBack: true, clientActivityID: 'b' },
    });
    expect(house.mailbox.arrivals.at(-1)?.activity).toMatchObject({
      value: { cmd: 'person' },
      channelData: { postBack: true, clientActivityID: 'b' },
    });
  });

  test('sent twice in the same instant is one, also later; in another conversation it is another', async () => {
    const [begun, other] = [await house.begin(), await house.begin()];
    const message = { type: 'message', text: 'hoi', channelData: { clientActivityID: 'same' } };
    const answers = await Promise.all([post(begun, message), post(begun, message), post(other, message)]);
    answers.push(await post(begun, message));
    const [first, second, elsewhere, later] = answers.map(({ body }) => body.id);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect([second, later]).toEqual([first, first]);
    expect(elsewhere).not.toBe(first);
    expect(house.mailbox.arrivals.filter(({ activity }) => activity.type === 'message')).toHaveLength(2);
  });

  test('without a name of the client, or with one too long, is always new', async () => {
    const begun = await house.begin();
    const long = { type: 'message', text: 'hoi', channelData: { clientActivityID: 'x'.repeat(201) } };
    const ids = [];
    for (const message of [long, long, { type: 'message', text: 'hoi' }])
      ids.push((await post(begun, message)).body.id);
    expect(new Set(ids).size).toBe(3);
  });

  test('typing is heard and not kept', async () => {
    const begun = await house.begin();
    const { status, body } = await post(begun, { type: 'typing' });
    expect([status, typeof body.id]).toEqual([200, 'string']);
    expect(house.mailbox.arrivals).toHaveLength(1);
  });

  test.each([
    ['joining', { type: 'event', name: 'webchat/join', value: { language: 'nl' } }],
    ['leaving', { type: 'endOfConversation' }],
  ])('%s is accepted', async (_what, activity) => {
    const begun = await house.begin();
    expect((await post(begun, activity)).status).toBe(200);
    expect(house.mailbox.arrivals.at(-1)?.activity).toMatchObject(activity);
  });

  test.each<[string, unknown, number]>([
    ['no type', { text: 'hoi' }, 400],
    ['a type of ours', { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] }, 400],
    ['an event of ours', { type: 'event', name: 'handoff.status', value: { state: 'accepted' } }, 400],
    ['a nameless event', { type: 'event' }, 400],
    ['nothing said', { type: 'message', text: '' }, 400],
    ['text that is none', { type: 'message', text: ['hoi'] }, 400],
    ['a list', [{ type: 'message', text: 'hoi' }], 400],
    ['broken JSON', '{"type":', 400],
    ['too much text', { type: 'message', text: 'x'.repeat(4_001) }, 413],
    ['too large a value', { type: 'message', value: 'x'.repeat(8 * 1024) }, 413],
  ])('refuses %s and keeps nothing', async (_what, body, status) => {
    const begun = await house.begin();
    const answer = await post(begun, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.code).toEqual(expect.any(String));
    expect(house.mailbox.arrivals).toHaveLength(1);
  });

  test('as long as may be is taken', async () => {
    const begun = await house.begin();
    expect((await post(begun, { type: 'message', text: 'é'.repeat(4_000) })).status).toBe(200);
  });

  test('too many in one conversation are held back, not those of others', async () => {
    const busy = await openHouse({ limits: { messagesPerMinutePerConversation: 2 } });
    const [one, other] = [await busy.begin(), await busy.begin()];
    const send = async ({ conversationId, token }: Begun) =>
      (await busy.call('POST', activitiesOf(conversationId), { token, body: { type: 'message', text: 'x' } })).status;
    const statuses = [await send(one), await send(one), await send(one), await send(other)];
    await busy.close();
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  test('that could not be kept is no 200, and its retry is no repeat', async () => {
    const begun = await house.begin();
    const message = { type: 'message', text: 'hoi', channelData: { clientActivityID: 'r' } };
    house.mailbox.failNext('accept');
    expect((await post(begun, message)).status).toBe(500);
    expect((await post(begun, message)).status).toBe(200);
    expect(house.mailbox.arrivals.filter(({ activity }) => activity.type === 'message')).toHaveLength(1);
  });
});

describe('reading', () => {
  test('shows own messages and answers, in order, from a watermark on', async () => {
    house.mailbox.answerWith(({ id, activity }) =>
      activity.type === 'message'
        ? [
            {
              type: 'message',
              text: 'Dag!',
              locale: 'nl',
              channelData: { answers: [id] },
              recipient: { id: 'r', name: '' },
            },
          ]
        : [],
    );
    const begun = await house.begin();
    const { body } = await post(begun, { type: 'message', text: 'hoi', channelData: { clientActivityID: 'c1' } });
    await handled();
    const all = await read(begun);
    const user = house.mailbox.arrivals[0]?.activity.from?.id;
    const envelope = {
      conversation: { id: begun.conversationId },
      channelId: 'directline',
      timestamp: '2026-11-24T09:00:00.000Z',
    };
    expect(all).toEqual({
      watermark: '3',
      activities: [
        {
          ...envelope,
          id: body.id,
          type: 'message',
          text: 'hoi',
          textFormat: 'plain',
          from: { id: user, role: 'user' },
          channelData: { clientActivityID: 'c1' },
        },
        {
          ...envelope,
          id: `${String(body.id)}-reply-0`,
          type: 'message',
          text: 'Dag!',
          textFormat: 'plain',
          locale: 'nl',
          from: { id: 'wegwijs', name: 'Wegwijs', role: 'bot' },
          channelData: { answers: [body.id] },
        },
      ],
    });
    expect((await read(begun, '2')).activities.map(({ text }) => text)).toEqual(['Dag!']);
    expect(await read(begun, '3')).toEqual({ activities: [], watermark: '3' });
  });

  test('what is not for the person is passed over, and the watermark moves on', async () => {
    const begun = await house.begin();
    await handled();
    house.mailbox.write(begun.conversationId, { visible: false, activity: { type: 'event', name: 'handoff.status' } });
    house.mailbox.write(begun.conversationId, { activity: { type: 'trace' } });
    expect(await read(begun, '1')).toEqual({ activities: [], watermark: '3' });
  });

  test('a long log comes in pages', async () => {
    const begun = await house.begin();
    await handled();
    for (let n = 0; n < 150; n++) {
      house.mailbox.write(begun.conversationId, { activity: { type: 'message', text: String(n) } });
    }
    const first = await read(begun);
    const second = await read(begun, first.watermark);
    const texts = [...first.activities, ...second.activities].map(({ text }) => text);
    expect(texts).toEqual(Array.from({ length: 150 }, (_, n) => String(n)));
    expect(second.watermark).toBe('151');
  });

  test.each(['x', '-1', '1.5', '1e3', '9'.repeat(16)])('watermark %s is refused', async (watermark) => {
    const { conversationId, token } = await house.begin();
    for (const path of [activitiesOf(conversationId), `${conversations}/${conversationId}`]) {
      expect((await house.call('GET', `${path}?watermark=${watermark}`, { token })).status).toBe(400);
    }
  });
});

describe('with the secret', () => {
  test('a server speaks for people of its own, under their names', async () => {
    const { conversationId } = (await house.call('POST', conversations, { token: secret })).body as unknown as Begun;
    const begun = { conversationId, token: secret } as Begun;
    const bodies = [
      { type: 'message', text: 'hoi', from: { id: 'me' } },
      { type: 'message', text: 'nep', from: { id: 'wegwijs' } },
    ];
    for (const body of bodies) expect((await post(begun, body)).status).toBe(200);
    await handled();
    const users = house.mailbox.arrivals.map(({ activity }) => activity.from?.id);
    expect(new Set(users).size).toBe(1);
    const { activities } = await read(begun);
    expect(activities.map(({ from, channelData }) => [from?.id, channelData])).toEqual([
      ['me', {}],
      [users[0], undefined],
    ]);
  });

  test('no conversation of another channel opens, nor one that is not there', async () => {
    house.mailbox.write('c_teams', { activity: { type: 'message', text: 'private' } });
    for (const id of ['c_teams', 'c_web.demostad.nowhere']) {
      const answer = await house.call('GET', activitiesOf(id), { token: secret });
      expect([answer.status, answer.body.error?.code]).toEqual([404, 'not_found']);
    }
  });
});
