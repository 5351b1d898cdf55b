import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, isFromBot, textKeysOf, visit } from './direct-line.ts';
import { directLineSecret, startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
beforeAll(async () => {
  server = await startAppServer();
}, 120_000);
afterAll(() => server.close());

const subscription = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/only-for-tests',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
};

const give = (token: string | undefined, body: unknown) =>
  ask(`${server.url}/api/chat/push`, { method: 'POST', body, ...(token === undefined ? {} : { token }) });

test('a page gives its browser’s subscription, and the chat says that news will come', async () => {
  const visitor = await visit(server, { locale: 'nl' });
  const key = await ask(`${server.url}/api/chat/push`);
  expect(Buffer.from((key.body as { publicKey: string }).publicKey, 'base64url')).toHaveLength(65);
  expect((await give(visitor.token, subscription)).status).toBe(200);
  // Asked again, since the answer was lost on its way.
  expect((await give(visitor.token, subscription)).status).toBe(200);
  const keys = async () => (await visitor.log()).activities.filter(isFromBot).flatMap(textKeysOf);
  await until(async () => (await keys()).includes('support.reach_push_on'));
  await visitor.hear('hallo');
  expect((await keys()).filter((text) => text === 'support.reach_push_on')).toHaveLength(1);
});

test('nobody has another conversation pushed to them, nor this server call where it should not', async () => {
  const { token } = await visit(server);
  expect((await give(undefined, subscription)).status).toBe(401);
  expect((await give('nonsense', subscription)).status).toBe(401);
  expect((await give(directLineSecret, subscription)).status).toBe(403);
  for (const endpoint of [
    'http://127.0.0.1:3978/',
    'https://example.org/push',
    'https://fcm.googleapis.com.example/',
  ]) {
    expect((await give(token, { ...subscription, endpoint })).status).toBe(400);
  }
  expect((await give(token, { endpoint: subscription.endpoint })).status).toBe(400);
  expect((await give(token, { ...subscription, keys: { p256dh: '<', auth: '>' } })).status).toBe(400);
});

test('the worker that shows it is served where it may serve the chat', async () => {
  const response = await fetch(`${server.url}/push-worker.js`);
  expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(await response.text()).toContain('showNotification');
});
