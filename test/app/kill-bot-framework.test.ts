import { afterEach, expect, test } from '@jest/globals';
import type { Call } from '../stand-ins/connector.ts';
import { startChannelService, wireMessage, type ChannelService, type WireActivity } from './channel-service.ts';
import { idsOf, readDocuments, readLogRows, readTickets } from './data.ts';
import { planKills, sizeOf } from './kills.ts';
import { script, sendingTap } from './script.ts';
import { until } from './until.ts';

const size = sizeOf({ conversations: 6, messages: 60, kills: 2 }, { conversations: 30, messages: 300, kills: 5 });

let service: ChannelService;
afterEach(() => service.close());

test(`${size.messages} activities while the server is killed ${size.kills} times: each handled once, a reply doubled only by a cut-off send`, async () => {
  service = await startChannelService();
  const { server, connector } = service;
  // Slow enough that kills fall into a POST.
  connector.always({ afterMs: 20 });
  const each = size.messages / size.conversations;
  const callsAtKill: number[] = [];
  const kills = planKills(server, size, () => callsAtKill.push(connector.calls.length));
  const sent = await Promise.all(
    Array.from({ length: size.conversations }, (_, place) => converse(`a:kill-${place}`, each, kills.taken)),
  );
  await kills.done();
  const idOf = wireIds(server.dataDir);
  const wanted = sent.flat().map(idOf);
  await until(
    async () => {
      const answered = new Set(replies().flatMap(answersIn));
      return wanted.every((id) => answered.has(id)) && isQuiet(server.dataDir);
    },
    { limitMs: 120_000 },
  );
  expect(await server.stop()).toBe(0);

  for (const activities of sent) {
    const conversation = activities[0]?.conversation.id ?? '';
    const mine = replies().filter((call) => call.conversation === conversation);
    const first = mine.filter(({ entry }, at) => mine.findIndex((other) => other.entry === entry) === at);
    const ids = activities.map(idOf);
    const answers = first.flatMap(answersIn);
    expect([...answers].sort()).toEqual([...ids].sort());
    const receipt = ids[sendingTap];
    expect(answers.filter((id) => id !== receipt)).toEqual(ids.filter((id) => id !== receipt));
  }
  expect(connector.violations).toEqual([]);
  expectDoublesExplained(callsAtKill);
  expect(readTickets(server.dataDir)).toHaveLength(size.conversations);
  report({ sent: size.messages, kills: kills.killed(), ...doubled(), inDoubt: inDoubt() });
}, 600_000);

test('a reply that was under way when the process died is posted once more, under the same entry; one that was recorded is not', async () => {
  service = await startChannelService();
  const { server, connector } = service;
  const [done, doubtful] = ['a:done', 'a:doubtful'];
  await service.deliver(wireMessage(connector.serviceUrl, done, { text: 'Hallo' }));
  await until(async () => isQuiet(server.dataDir) && replies().length === 1);

  connector.inject('silence');
  await service.deliver(wireMessage(connector.serviceUrl, doubtful, { text: 'Hallo' }));
  await connector.arrived(2);
  await server.kill();
  await server.start();
  await until(async () => replies().length === 3 && isQuiet(server.dataDir));

  const [, first, second] = replies();
  expect(replies().map(({ conversation }) => conversation)).toEqual([done, doubtful, doubtful]);
  expect(second?.entry).toBe(first?.entry);
  expect(second?.activity).toEqual(first?.activity);
  expect(await metric('in_doubt')).toBe(1);
  expect(inDoubt()).toBe(1);
}, 120_000);

async function converse(conversation: string, each: number, taken: () => void): Promise<WireActivity[]> {
  const sent: WireActivity[] = [];
  for (let at = 0; at < each; at++) {
    const what = script[at % script.length] ?? '';
    const more = typeof what === 'string' ? { text: what } : { value: { command: what.press } };
    const activity = wireMessage(service.connector.serviceUrl, conversation, more);
    const { status } = await service.deliver(activity);
    expect(status).toBe(200);
    sent.push(activity);
    taken();
  }
  return sent;
}

/** What the connector took, without the signs that the bot is busy. */
const replies = (): Call[] =>
  service.connector.calls.filter(({ id, activity }) => id !== undefined && activity?.type === 'message');

const answersIn = ({ activity }: Call): string[] =>
  (activity?.channelData as { answers?: string[] } | undefined)?.answers ?? [];

function wireIds(dataDir: string): (activity: WireActivity) => string {
  const ids = idsOf(dataDir);
  return ({ channelId, conversation, id, type }) =>
    ids.of('botframework', String(channelId), conversation.id, id, String(type));
}

/** Nothing waits for its turn or its delivery. */
function isQuiet(dataDir: string): boolean {
  const waiting = readLogRows(dataDir).some(({ index }) => index.pendingAt !== undefined);
  const documents = readDocuments<{ outbox: unknown[]; handled: unknown[] }>(dataDir, 'conversations');
  return !waiting && documents.every(({ body }) => body.outbox.length + body.handled.length === 0);
}

/** Every repeat is the first POST of its conversation after a kill, what it repeats was the last before; it is counted. */
function expectDoublesExplained(callsAtKill: readonly number[]): void {
  const calls = service.connector.calls.filter(({ entry }) => entry !== undefined);
  const killBetween = (before: Call, after: Call): boolean => {
    const [from, to] = [before, after].map((call) => service.connector.calls.indexOf(call)) as [number, number];
    return callsAtKill.some((count) => from < count && count <= to);
  };
  const doubtful = doubtfulEntries();
  for (const entry of service.connector.doubles()) {
    expect(doubtful).toContain(entry);
    const posts = calls.filter((call) => call.entry === entry);
    for (const [at, post] of posts.slice(1).entries()) {
      const before = posts[at] ?? post;
      expect(killBetween(before, post)).toBe(true);
      const between = calls.slice(calls.indexOf(before) + 1, calls.indexOf(post));
      expect(between.filter(({ conversation }) => conversation === post.conversation)).toEqual([]);
    }
  }
}

const doubtfulEntries = (): string[] =>
  readLogRows(service.server.dataDir)
    .filter(({ body }) => (body.delivery?.inDoubt ?? 0) > 0)
    .map(({ id }) => id);

const inDoubt = (): number => doubtfulEntries().length;

/** The sum of the metrics whose name holds this. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${service.server.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.includes(name) && !line.startsWith('#'));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** How many replies were posted more than once, and the most often that one was. */
function doubled(): { doubles: number; most: number } {
  const doubles = service.connector.doubles();
  const times = doubles.map((entry) => service.connector.calls.filter((call) => call.entry === entry).length);
  return { doubles: doubles.length, most: Math.max(1, ...times) };
}

function report(figures: object): void {
  if (size.isLong) process.stderr.write(`bot framework: ${JSON.stringify(figures)}\n`);
}
