import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startChannelService, wireMessage, type ChannelService } from './channel-service.ts';
import { countDocuments } from './data.ts';
import { answersOf, ask, isFromBot, visit } from './direct-line.ts';
import { until } from './until.ts';

let service: ChannelService;
beforeAll(async () => {
  service = await startChannelService();
}, 120_000);
afterAll(() => service.close());

test('over Direct Line the same message in the same instant, again later and after a restart is one message with one answer', async () => {
  const { server } = service;
  const visitor = await visit(server, { locale: 'nl' });
  const body = { type: 'message', text: 'Wanneer is mijn afspraak?', channelData: { clientActivityID: 'once' } };
  const post = () => ask(`${server.url}${visitor.path}`, { method: 'POST', token: visitor.token, body });

  const answers = await Promise.all(Array.from({ length: 8 }, post));
  const { id } = answers[0]?.body as { id: string };
  expect(answers).toEqual(answers.map(() => ({ status: 200, body: { id } })));
  await visitor.replyTo(id);
  expect(await post()).toEqual({ status: 200, body: { id } });
  await server.stop();
  await server.start();
  expect(await post()).toEqual({ status: 200, body: { id } });

  // What is said after it has an answer, so anything that the repeats could have caused is there too.
  await visitor.hear('Hallo');
  const { activities } = await visitor.log();
  expect(activities.filter((activity) => activity.id === id)).toHaveLength(1);
  expect(activities.filter(isFromBot).flatMap(answersOf)).toHaveLength(2);
}, 60_000);

test('over /api/messages the same activity in the same instant and again later is answered once', async () => {
  const { server, connector } = service;
  const activity = wireMessage(connector.serviceUrl, 'a:same', { text: 'Wanneer is mijn afspraak?' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => service.post(activity)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  await until(() => Promise.resolve(repliesIn('a:same').length > 0));
  const before = countDocuments(server.dataDir);
  expect((await service.post(activity)).status).toBe(200);
  expect(countDocuments(server.dataDir)).toEqual(before);

  await service.post(wireMessage(connector.serviceUrl, 'a:same', { text: 'Hallo' }));
  await until(() => Promise.resolve(repliesIn('a:same').length > 1));
  expect(repliesIn('a:same').map(({ activity }) => answersOf(activity ?? {}).length)).toEqual([1, 1]);
  expect(connector.doubles()).toEqual([]);
}, 60_000);

const repliesIn = (conversation: string) =>
  service.connector.calls.filter((call) => call.conversation === conversation && call.activity?.type === 'message');
