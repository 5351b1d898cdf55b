import { createRequire } from 'node:module';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Activity } from '../../../src/core/activity.ts';
import { openHouse, secret, type House } from './house.ts';

const require = createRequire(import.meta.url);
let house: House;
let clients: Client[] = [];

beforeAll(() => {
  Object.assign(globalThis, { XMLHttpRequest: require('xhr2') as unknown });
});
beforeEach(async () => {
  house = await openHouse();
  house.mailbox.answerWith(({ activity }) => {
    if (activity.type === 'conversationUpdate') return [{ type: 'message', text: 'Welkom' }];
    return activity.type === 'message' ? [{ type: 'message', text: `Gehoord: ${activity.text}` }] : [];
  });
});
afterEach(async () => {
  clients.forEach((client) => client.end());
  clients = [];
  await house.close();
});

interface Client {
  shown: string[];
  statuses: number[];
  sockets: WebSocket[];
  post(activity: Activity): Promise<string>;
  until(isTrue: () => boolean): Promise<void>;
  end(): void;
}

interface Subscribable<Value> {
  subscribe(next: (value: Value) => void, error: (reason: unknown) => void): void;
}
interface DirectLineClient {
  activity$: Subscribable<Activity>;
  connectionStatus$: Subscribable<number>;
  postActivity(activity: Activity): Subscribable<string>;
  end(): void;
}

/** The client that Web Chat and our page use, as it stands in the registry. */
function connect(options: Record<string, unknown>): Client {
  const { DirectLine } = require('botframework-directlinejs') as {
    DirectLine: new (options: object) => DirectLineClient;
  };
  const sockets: WebSocket[] = [];
  class NotedWebSocket extends WebSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  }
  // It waits `3000 + random() * 12000` ms before it reconnects: this makes that nothing.
  const still = { WebSocket: NotedWebSocket, random: () => -0.25, timeout: 2_000, pollingInterval: 200 };
  const line = new DirectLine({ domain: house.api, ...still, ...options });
  let waiting: (() => void)[] = [];
  const tell = (): void => {
    const told = waiting;
    waiting = [];
    told.forEach((done) => done());
  };
  const client: Client = {
    shown: [],
    statuses: [],
    sockets,
    post: (activity) => new Promise((resolve, reject) => line.postActivity(activity).subscribe(resolve, reject)),
    async until(isTrue) {
      while (!isTrue()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    end: () => line.end(),
  };
  const note =
    <Value>(list: Value[]) =>
    (value: Value): void => {
      list.push(value);
      tell();
    };
  // Ending a conversation is an error to its subscribers.
  line.connectionStatus$.subscribe(note(client.statuses), () => undefined);
  const show = note(client.shown);
  line.activity$.subscribe(
    ({ from, text }) => show(`${from?.role}: ${text}`),
    () => undefined,
  );
  clients.push(client);
  return client;
}

const pageToken = async () => String((await house.call('POST', '/api/chat/token', { body: {} })).body.token);
const dialogue = ['bot: Welkom', 'user: hoi', 'bot: Gehoord: hoi'];

describe.each([
  ['polling', false],
  ['a socket', true],
])('the Direct Line client, by %s', (_how, webSocket) => {
  test('is welcomed, heard and answered', async () => {
    const client = connect({ token: await pageToken(), webSocket });
    await client.until(() => client.shown.length === 1);
    const id = await client.post({ type: 'message', text: 'hoi', channelData: { clientActivityID: 'x' } });
    await client.until(() => client.shown.length === 3);
    expect(client.shown).toEqual(dialogue);
    expect(house.mailbox.arrivals.at(-1)?.id).toBe(id);
  });

  test('with the secret, as servers and test tools do', async () => {
    const client = connect({ secret, webSocket });
    await client.until(() => client.shown.length === 1);
    await client.post({ type: 'message', text: 'hoi', from: { id: 'me', name: '' } });
    await client.until(() => client.shown.length === 3);
    expect(client.shown).toEqual(dialogue);
  });

  test('comes back to its conversation after a reload', async () => {
    const first = connect({ token: await pageToken(), webSocket });
    await first.until(() => first.shown.length === 1);
    await first.post({ type: 'message', text: 'hoi' });
    await first.until(() => first.shown.length === 3);
    first.end();
    const [{ conversation } = { conversation: '' }] = house.mailbox.arrivals;
    const opened = await house.call('GET', `/v3/directline/conversations/${conversation}`, { token: secret });
    const again = connect({ token: opened.body.token, conversationId: conversation, webSocket });
    await again.until(() => again.shown.length === 3);
    expect(again.shown).toEqual(dialogue);
  });

  test('hears that its token is too old', async () => {
    const token = await pageToken();
    house.clock.advance(31 * 60_000);
    const client = connect({ token, webSocket });
    const failedToConnect = 4;
    await client.until(() => client.statuses.includes(failedToConnect));
    expect(client.shown).toEqual([]);
  });
});

test('a torn socket is taken up again by the client: nothing lost, nothing twice', async () => {
  const client = connect({ token: await pageToken(), webSocket: true });
  await client.until(() => client.shown.length === 1);
  client.sockets[0]?.terminate();
  await client.post({ type: 'message', text: 'hoi' });
  await client.until(() => client.shown.length === 3);
  expect(client.sockets.length).toBeGreaterThan(1);
  expect(client.shown).toEqual(dialogue);
});
