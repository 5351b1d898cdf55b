import { directLineSecret } from '../app/server.ts';
import { script } from '../app/script.ts';
import { wireMessage, type WireActivity } from '../app/channel-service.ts';
import type { Activity } from '../../src/core/activity.ts';
import { answersIn } from './audit.ts';
import type { Cluster } from './cluster.ts';
import { after, type Random } from './random.ts';

/** One conversation as its person had it. */
export interface Talk {
  channel: 'web' | 'botframework';
  /** The actor's id. */
  id: string;
  /** Our ids of the messages that got their 200, in the order in which they were sent. */
  sent: string[];
  /** What the person saw at last: the log of the chat, or what the connector took. */
  seen(): Promise<Activity[]>;
}

export interface Load {
  /** All conversations so far. */
  talks: Talk[];
  /** Messages taken so far. */
  taken(): number;
  /** Lets the conversations under way come to their end, and begins no more. */
  end(): Promise<void>;
}

export interface LoadOptions {
  random: Random;
  people: { web: number; botframework: number };
  /** The longest pause between two messages of one person. */
  pauseMs?: number;
}

/** Chance that a message is sent twice in the same instant, that an old one is sent again, that two change places. */
const oddly = 0.1;

/** People who talk without waiting for answers, one conversation after the other, until it is ended. */
export function startLoad(cluster: Cluster, { random, people, pauseMs = 700 }: LoadOptions): Load {
  const talks: Talk[] = [];
  let ended = false;
  const place = { cluster, random, pauseMs, talks };
  const person = async (talk: (at: Place) => Promise<void>): Promise<void> => {
    while (!ended) await talk(place);
  };
  const all = [
    ...Array.from({ length: people.web }, () => person(talkOnTheWeb)),
    ...Array.from({ length: people.botframework }, () => person(talkByConnector)),
  ];
  // What fails is in `client.met.errors`, and is thrown where the end is awaited.
  const over = Promise.allSettled(all);
  return {
    talks,
    taken: () => talks.reduce((sum, { sent }) => sum + sent.length, 0),
    async end() {
      ended = true;
      const failed = (await over).find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

interface Place {
  cluster: Cluster;
  random: Random;
  pauseMs: number;
  talks: Talk[];
}

let counter = 0;

async function talkOnTheWeb({ cluster, random, pauseMs, talks }: Place): Promise<void> {
  const { client } = cluster;
  const locale = ['nl', 'en', 'ar'][random.below(3)] ?? 'nl';
  const given = await client.ask('/v3/directline/tokens/generate', {
    method: 'POST',
    token: directLineSecret,
    body: { locale },
  });
  const { token, conversationId: id } = given as { token: string; conversationId: string };
  const path = `/v3/directline/conversations/${id}/activities`;
  await client.ask('/v3/directline/conversations', { method: 'POST', token });

  const talk: Talk = { channel: 'web', id, sent: [], seen: () => readAll(cluster, path, token) };
  talks.push(talk);
  const earlier: object[] = [];
  const post = async (body: object): Promise<string> =>
    ((await client.ask(path, { method: 'POST', token, body })) as { id: string }).id;
  for (const what of script) {
    const said = typeof what === 'string' ? { text: what } : { value: what.press };
    const channelData = {
      clientActivityID: `chaos-${++counter}`,
      ...(typeof what === 'string' ? {} : { postBack: true }),
    };
    const body = { type: 'message', from: { id: 'someone' }, ...said, channelData };
    earlier.push(body);
    const ids = await Promise.all([post(body), ...(random.chance(oddly) ? [post(body)] : [])]);
    if (new Set(ids).size > 1) throw new Error('a repeat got another id');
    talk.sent.push(ids[0] ?? '');
    if (random.chance(oddly)) await post(earlier[random.below(earlier.length)] ?? body);
    await after(random.below(pauseMs));
  }
}

async function talkByConnector({ cluster, random, pauseMs, talks }: Place): Promise<void> {
  const { client, connector, ids, token } = cluster;
  const name = `a:chaos-${++counter}`;
  const talk: Talk = {
    channel: 'botframework',
    id: `c_${ids.of('botframework', 'msteams', name)}`,
    sent: [],
    seen: () => Promise.resolve(takenBy(cluster, name)),
  };
  talks.push(talk);
  const post = (body: WireActivity) => client.ask('/api/messages', { method: 'POST', token, body });
  const wires = script.map((what) =>
    wireMessage(
      connector.serviceUrl,
      name,
      typeof what === 'string' ? { text: what } : { value: { command: what.press } },
    ),
  );
  for (const [at, wire] of inOddOrder(wires, random).entries()) {
    await Promise.all([post(wire), ...(random.chance(oddly) ? [post(wire)] : [])]);
    talk.sent.push(ids.of('botframework', String(wire.channelId), name, wire.id, String(wire.type)));
    if (random.chance(oddly)) await post(wires[random.below(at + 1)] ?? wire);
    await after(random.below(pauseMs));
  }
}

/** Neighbours change places now and then; taps keep their place among each other, as a person cannot press what is not there. */
function inOddOrder(wires: readonly WireActivity[], random: Random): WireActivity[] {
  const order = [...wires];
  for (let at = 1; at < order.length; at++) {
    const [one, next] = [order[at - 1], order[at]];
    if (!one?.text || !next?.text || !random.chance(oddly)) continue;
    order[at - 1] = next;
    order[at] = one;
  }
  return order;
}

/** What the connector took for this conversation, each entry once. */
function takenBy({ connector }: Cluster, name: string): Activity[] {
  const mine = connector.calls.filter(({ conversation, id, entry }) => conversation === name && id && entry);
  const first = mine.filter(({ entry }, at) => mine.findIndex((other) => other.entry === entry) === at);
  return first.map(({ activity }) => activity as Activity);
}

async function readAll({ client }: Cluster, path: string, token: string): Promise<Activity[]> {
  const all: Activity[] = [];
  for (let last = '0'; ;) {
    const page = (await client.ask(`${path}?watermark=${last}`, { token })) as {
      activities: Activity[];
      watermark: string;
    };
    if (page.watermark === last) return all;
    all.push(...page.activities);
    last = page.watermark;
  }
}

/** Waits until everybody has been answered, at most so long; what is missing then is lost. */
export async function untilAnswered(talks: readonly Talk[], limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  const waiting = new Set(talks);
  while (waiting.size > 0 && performance.now() < end) {
    for (const talk of waiting) {
      const answered = new Set(answersIn(await talk.seen()));
      if (talk.sent.every((id) => answered.has(id))) waiting.delete(talk);
    }
    await after(200);
  }
}
