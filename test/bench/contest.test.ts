import { afterAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { botFrameworkSenders, createConversations } from './bot-framework.ts';
import { startConnector } from './connector.ts';
import { contest, type Contestant } from './contest.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { spreadOf } from './spread.ts';

const servers: ServerProcess[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

test('floor against floor: every message that counts had its reply at the connector, once', async () => {
  const connector = await startConnector();
  const play = async (name: string): Promise<Contestant> => {
    const server = await startServer(join(import.meta.dirname, 'echo-bot.ts'));
    servers.push(server);
    const conversations = createConversations(50, name);
    return { server, senders: (count) => botFrameworkSenders(server.port, connector, conversations, count) };
  };
  const length = { seconds: 0.3, rounds: 2, warmUpSeconds: 0.1 };
  const result = await contest(await play('a'), await play('b'), { connections: 4, length });
  for (const { messages, answeredMs, cpuMsPerMessage } of [result.floor, result.ours]) {
    expect(messages).toBeGreaterThan(0);
    expect(answeredMs.n).toBe(messages);
    expect(cpuMsPerMessage).toBeGreaterThan(0);
  }
  const counted = result.floor.messages + result.ours.messages;
  expect(connector.taken()).toBeGreaterThanOrEqual(counted);
  expect(connector.unexpected()).toBe(0);
  connector.close();
});

test('the spread of times', () => {
  const times = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect(spreadOf(times)).toEqual({ n: 200, p50: 101, p99: 199, max: 200 });
  expect(spreadOf([])).toEqual({ n: 0, p50: 0, p99: 0, max: 0 });
});
