import type { Action, Activity, ReplyChannelData } from '../../src/core/activity.ts';
import { directLineSecret, type AppServer } from './server.ts';
import { until } from './until.ts';

export interface HttpAnswer {
  status: number;
  body: unknown;
}

/** One request; JSON in and out. */
export async function ask(
  url: string,
  { method = 'GET', token, headers = {}, body }: AskOptions = {},
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

export interface AskOptions {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The same, by a client that tries again with the same request until the server answers it. */
export async function askUntilAnswered(server: AppServer, path: string, options: AskOptions): Promise<HttpAnswer> {
  const end = performance.now() + longestMs;
  while (performance.now() < end) {
    await server.up();
    try {
      const answer = await ask(`${server.url}${path}`, options);
      if (answer.status < 500) return answer;
    } catch (error) {
      if ((error as Error).name !== 'TypeError') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${path} was not answered`);
}

const longestMs = 120_000;

/** A person at a Direct Line client that keeps to the protocol. */
export interface Visitor {
  id: string;
  token: string;
  path: string;
  /** Posts a message until it is taken, under one `clientActivityID`; resolves with the id that the server gave it. */
  say(text: string, more?: Activity): Promise<string>;
  /** Presses a button of ours. */
  press(command: string): Promise<string>;
  /** Every page of the log from the start, until a page brings nothing new. */
  log(): Promise<ShownLog>;
  /** The reply that answers this message, once it is there. */
  replyTo(id: string): Promise<Activity>;
  /** Says it and waits for its reply. */
  hear(text: string): Promise<Activity>;
  tap(command: string): Promise<Activity>;
}

export interface ShownLog {
  activities: Activity[];
  /** As the server gave them, page after page. */
  watermarks: string[];
}

let counter = 0;

/** Opens a conversation with a token from the secret. */
export async function visit(
  server: AppServer,
  wishes: { municipality?: string; locale?: string } = {},
): Promise<Visitor> {
  const post = { method: 'POST', body: wishes };
  const given = await askUntilAnswered(server, '/v3/directline/tokens/generate', { ...post, token: directLineSecret });
  const { token, conversationId: id } = given.body as { token: string; conversationId: string };
  const path = `/v3/directline/conversations/${id}/activities`;
  await askUntilAnswered(server, '/v3/directline/conversations', { method: 'POST', token });

  const visitor: Visitor = {
    id,
    token,
    path,
    async say(text, more = {}) {
      const clientActivityID = `client-${++counter}`;
      const channelData = { clientActivityID, ...(more.channelData as object | undefined) };
      const body = { type: 'message', from: { id: 'someone' }, ...(text ? { text } : {}), ...more, channelData };
      const answer = await askUntilAnswered(server, path, { method: 'POST', token, body });
      if (answer.status !== 200) throw new Error(`refused: ${answer.status} ${JSON.stringify(answer.body)}`);
      return (answer.body as { id: string }).id;
    },
    press: (command) => visitor.say('', { value: command, channelData: { postBack: true } }),
    log: () => readOn(server, visitor, '0'),
    replyTo: (id) => until(async () => replyTo((await visitor.log()).activities, id)),
    hear: async (text) => visitor.replyTo(await visitor.say(text)),
    tap: async (command) => visitor.replyTo(await visitor.press(command)),
  };
  return visitor;
}

/** Pages from this watermark on, until one brings nothing new. */
export async function readOn(
  server: AppServer,
  { path, token }: Pick<Visitor, 'path' | 'token'>,
  after: string,
): Promise<ShownLog> {
  const shown: ShownLog = { activities: [], watermarks: [after] };
  for (;;) {
    const last = shown.watermarks.at(-1) ?? '';
    const { body } = await askUntilAnswered(server, `${path}?watermark=${last}`, { token });
    const page = body as { activities: Activity[]; watermark: string };
    if (page.watermark === last) return shown;
    shown.activities.push(...page.activities);
    shown.watermarks.push(page.watermark);
  }
}

export const isFromBot = (activity: Activity): boolean => activity.from?.id === 'wegwijs';

export const answersOf = (activity: Activity): string[] =>
  (activity.channelData as ReplyChannelData | undefined)?.answers ?? [];

export const textKeysOf = (activity: Activity): string[] =>
  (activity.channelData as ReplyChannelData | undefined)?.wegwijs?.texts ?? [];

export const buttonsOf = (activity: Activity): Action[] => (activity.suggestedActions?.actions ?? []) as Action[];

const replyTo = (activities: readonly Activity[], id: string): Activity | undefined =>
  activities.find((activity) => isFromBot(activity) && answersOf(activity).includes(id));
