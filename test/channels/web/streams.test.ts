import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { follow, refusal } from './follower.ts';
import { openHouse, type Begun, type House } from './house.ts';

let house: House;
let begun: Begun;
beforeEach(async () => {
  house = await openHouse();
  begun = await house.begin();
});
afterEach(() => house.close());

const say = (text: string) => house.mailbox.write(begun.conversationId, { activity: { type: 'message', text } });
const reopen = async (watermark: string, token = begun.token) => {
  const path = `/v3/directline/conversations/${begun.conversationId}?watermark=${watermark}`;
  return String((await house.call('GET', path, { token })).body.streamUrl);
};
const changed = (change: (url: URL) => void): string => {
  const url = new URL(begun.streamUrl);
  change(url);
  return url.href;
};

test('shows what was said and what is said from then on, in order', async () => {
  say('een');
  const follower = await follow(begun.streamUrl);
  await follower.until(() => follower.texts().includes('een'));
  say('twee');
  say('drie');
  await follower.until(() => follower.texts().includes('drie'));
  expect(follower.texts()).toEqual(['een', 'twee', 'drie']);
  expect(follower.watermark()).toBe('4');
});

test('a long log comes whole, a page at a time', async () => {
  const texts = Array.from({ length: 333 }, (_, n) => String(n));
  texts.forEach(say);
  const follower = await follow(begun.streamUrl);
  await follower.until(() => follower.texts().includes('332'));
  expect(follower.texts()).toEqual(texts);
  expect(follower.frames.length).toBeGreaterThan(3);
});

test('after a torn socket it goes on where it was: nothing is missed, nothing is shown twice', async () => {
  const first = await follow(begun.streamUrl);
  say('een');
  await first.until(() => first.texts().includes('een'));
  first.socket.terminate();
  say('twee');
  const second = await follow(await reopen(first.watermark() ?? ''));
  say('drie');
  await second.until(() => second.texts().includes('drie'));
  expect(second.texts()).toEqual(['twee', 'drie']);
});

test('what is not shown still moves the watermark', async () => {
  const follower = await follow(begun.streamUrl);
  house.mailbox.write(begun.conversationId, { visible: false, activity: { type: 'event', name: 'handoff.status' } });
  await follower.until(() => follower.watermark() === '2');
  expect(follower.frames.flatMap(({ activities }) => activities)).toEqual([]);
});

test('two sockets of one person both follow; a conversation hears only its own', async () => {
  const other = await house.begin();
  const followers = [await follow(begun.streamUrl), await follow(begun.streamUrl), await follow(other.streamUrl)];
  say('hier');
  house.mailbox.write(other.conversationId, { activity: { type: 'message', text: 'daar' } });
  for (const follower of followers) await follower.until(() => follower.texts().length > 0);
  expect(followers.map((follower) => follower.texts())).toEqual([['hier'], ['hier'], ['daar']]);
});

test('empty pings of the client are no harm', async () => {
  const follower = await follow(begun.streamUrl);
  follower.socket.send('');
  follower.socket.send('{"type":"message","text":"not here"}');
  say('een');
  await follower.until(() => follower.texts().length > 0);
  expect(follower.texts()).toEqual(['een']);
  expect(house.mailbox.arrivals).toHaveLength(1);
});

test('that the bot is busy is shown to who looks, and not kept', async () => {
  const follower = await follow(begun.streamUrl);
  say('een');
  await follower.until(() => follower.texts().includes('een'));
  await house.channel.typing?.(begun.conversationId, {});
  await follower.until(() => follower.frames.at(-1)?.activities[0]?.type === 'typing');
  expect(follower.frames.at(-1)).toMatchObject({
    watermark: '2',
    activities: [{ type: 'typing', from: { id: 'wegwijs', role: 'bot' }, conversation: { id: begun.conversationId } }],
  });
  const path = `/v3/directline/conversations/${begun.conversationId}/activities`;
  const { body } = await house.call('GET', path, { token: begun.token });
  expect(body).toMatchObject({ activities: [{ text: 'een' }], watermark: '2' });
});

describe('the door', () => {
  test('none, garbled or a token of another kind: 401', async () => {
    expect(await refusal(changed(({ searchParams }) => searchParams.delete('t')))).toBe(401);
    expect(await refusal(changed(({ searchParams }) => searchParams.set('t', 'x')))).toBe(401);
    expect(await refusal(changed(({ searchParams }) => searchParams.set('t', begun.token)))).toBe(401);
  });

  test('expired after a minute, or of another conversation: 403', async () => {
    const other = await house.begin();
    const elsewhere = (id: string) => changed((url) => (url.pathname = url.pathname.replace(begun.conversationId, id)));
    expect(await refusal(elsewhere(other.conversationId))).toBe(403);
    expect(await refusal(elsewhere('c_web.demostad.nowhere'))).toBe(403);
    expect(await refusal(elsewhere('%E0%A4%A'))).toBe(403);
    house.clock.advance(60_000);
    expect(await refusal(begun.streamUrl)).toBe(403);
  });

  test('an erased conversation: 404; a garbled watermark: 400', async () => {
    expect(await refusal(changed(({ searchParams }) => searchParams.set('watermark', 'x')))).toBe(400);
    house.mailbox.erase(begun.conversationId);
    expect(await refusal(begun.streamUrl)).toBe(404);
  });
});

describe('ends', () => {
  test('when the client no longer answers a heartbeat, not before', async () => {
    const follower = await follow(begun.streamUrl);
    const deaf = new WebSocket(begun.streamUrl, { autoPong: false });
    await once(deaf, 'open');
    const pinged = [once(follower.socket, 'ping'), once(deaf, 'ping')];
    house.clock.advance(25_000);
    await Promise.all(pinged);
    // A pong and a word after it arrive in order: when the word was heard, so was the pong.
    await roundTrip(follower.socket);
    const closed = once(deaf, 'close');
    house.clock.advance(25_000);
    await closed;
    say('nog hier');
    await follower.until(() => follower.texts().includes('nog hier'));
  });

  test('when the conversation is erased', async () => {
    const { socket } = await follow(begun.streamUrl);
    const closed = once(socket, 'close');
    house.mailbox.erase(begun.conversationId);
    house.clock.advance(25_000);
    expect((await closed)[0]).toBe(1000);
  });

  test('when its log cannot be read, so that the client comes back', async () => {
    const follower = await follow(begun.streamUrl);
    await follower.until(() => follower.frames.length > 0);
    const closed = once(follower.socket, 'close');
    house.mailbox.failNext('log');
    say('een');
    expect((await closed)[0]).toBe(1011);
  });

  test('when the server stops', async () => {
    const { socket } = await follow(begun.streamUrl);
    const closed = once(socket, 'close');
    await house.channel.close?.();
    expect((await closed)[0]).toBe(1012);
  });

  test('for the oldest, when one person has too many', async () => {
    const small = await openHouse({ limits: { maxStreamsPerConversation: 2 } });
    const { streamUrl } = await small.begin();
    const oldest = await follow(streamUrl);
    const closed = once(oldest.socket, 'close');
    await follow(streamUrl);
    const newest = await follow(streamUrl);
    await closed;
    expect(newest.socket.readyState).toBe(WebSocket.OPEN);
    await small.close();
  });
});

/** Resolves when the other side answered a ping: all that was sent before has been read there. */
async function roundTrip(socket: WebSocket): Promise<void> {
  const answered = once(socket, 'pong');
  socket.ping();
  await answered;
}
