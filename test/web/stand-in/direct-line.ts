import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { bytesOf, jsonOf, send, type Handler } from './server.ts';

export interface StandInActivity {
  type: string;
  id?: string;
  from?: { id: string; role?: string };
  text?: string;
  value?: unknown;
  locale?: string;
  attachments?: { contentType: string; name: string }[];
  suggestedActions?: { actions: unknown[] };
  channelData?: Record<string, unknown>;
}

/** What the bot says to a message; called once for each message that is new. */
export type Script = (activity: StandInActivity) => StandInActivity[];

export interface DirectLineStandIn {
  handle: Handler;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Messages taken, each once, in order. */
  taken: StandInActivity[];
  /** How often a message was posted, repeats included. */
  posts(): number;
  /** The next posts are answered so: taken and then no answer, not taken, or a status. */
  nextPosts: ('lost-answer' | number)[];
  /** Whether streams may be opened. */
  streams: 'open' | 'refused';
  expireTokens(options?: { canRefresh: boolean }): void;
  say(activity: StandInActivity): void;
  breakStreams(): void;
  conversations(): number;
}

export const botSays = (text: string, locale: string, part: Partial<StandInActivity> = {}): StandInActivity => ({
  type: 'message',
  from: { id: 'wegwijs', role: 'bot' },
  text,
  locale,
  ...part,
});

interface Conversation {
  log: StandInActivity[];
  sockets: Set<WebSocket>;
}

/** Direct Line 3.0 as our own endpoint speaks it: ids from `clientActivityID`, a watermark that counts the log. */
export function directLineStandIn(
  script: Script,
  greeting: (language: string) => StandInActivity[],
): DirectLineStandIn {
  const conversations = new Map<string, Conversation>();
  const tokens = new Map<string, { conversation: string; isExpired: boolean }>();
  const upgrades = new WebSocketServer({ noServer: true });
  const taken: StandInActivity[] = [];
  let canRefresh = true;
  let posts = 0;
  let current: Conversation | undefined;

  function token(conversation: string): { conversationId: string; token: string; expires_in: number } {
    const text = randomUUID();
    tokens.set(text, { conversation, isExpired: false });
    return { conversationId: conversation, token: text, expires_in: 1800 };
  }

  function push(conversation: Conversation, activity: StandInActivity): void {
    conversation.log.push({ id: randomUUID(), ...activity });
    const watermark = String(conversation.log.length);
    const frame = JSON.stringify({ activities: conversation.log.slice(-1), watermark });
    for (const socket of conversation.sockets) socket.send(frame);
  }

  function take(conversation: Conversation, activity: StandInActivity): string {
    posts++;
    const client = activity.channelData?.clientActivityID;
    const id = typeof client === 'string' ? `own|${client}` : randomUUID();
    if (conversation.log.some((known) => known.id === id)) return id;
    taken.push(activity);
    push(conversation, { ...activity, id, from: { id: 'dl_user', role: 'user' } });
    for (const reply of script(activity)) push(conversation, reply);
    return id;
  }

  const handle: Handler = async (request, response, url) => {
    const { pathname, searchParams, host } = url;
    if (pathname === '/api/chat/token') {
      const id = randomUUID();
      current = { log: [], sockets: new Set() };
      conversations.set(id, current);
      send(response, 200, token(id));
      return true;
    }
    if (!pathname.startsWith('/v3/directline/')) return false;
    const bearer = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (!bearer) return (send(response, 401, { error: { code: 'unauthorized', message: '' } }), true);
    if (bearer.isExpired && !(canRefresh && pathname.endsWith('/tokens/refresh'))) {
      return (send(response, 403, { error: { code: 'token_expired', message: '' } }), true);
    }
    const conversation = conversations.get(bearer.conversation);
    if (!conversation) return (send(response, 404, { error: { code: 'not_found', message: '' } }), true);
    const granted = (watermark: string) => {
      const grant = token(bearer.conversation);
      return {
        ...grant,
        streamUrl: `ws://${request.headers.host ?? host}/stream?token=${grant.token}&watermark=${watermark}`,
      };
    };
    if (pathname.endsWith('/tokens/refresh')) send(response, 200, token(bearer.conversation));
    else if (request.method === 'POST' && pathname.endsWith('/conversations')) {
      const { locale } = await jsonOf(request);
      if (conversation.log.length === 0) for (const said of greeting(String(locale))) push(conversation, said);
      send(response, 201, granted('0'));
    } else if (pathname.endsWith('/upload')) {
      const body = (await bytesOf(request)).toString('latin1');
      const activity = /(\{"type".*?\})\r?\n--/s.exec(body)?.[1] ?? '{}';
      send(response, 200, { id: take(conversation, JSON.parse(activity) as StandInActivity) });
    } else if (request.method === 'POST') {
      const activity = (await jsonOf(request)) as unknown as StandInActivity;
      const fate = standIn.nextPosts.shift();
      if (typeof fate === 'number') return (send(response, fate, { error: { code: 'stand_in', message: '' } }), true);
      const id = take(conversation, activity);
      if (fate === 'lost-answer') request.socket.destroy();
      else send(response, 200, { id });
    } else if (pathname.endsWith('/activities')) {
      const from = Number(searchParams.get('watermark') ?? 0);
      send(response, 200, { activities: conversation.log.slice(from), watermark: String(conversation.log.length) });
    } else send(response, 200, granted(searchParams.get('watermark') ?? '0'));
    return true;
  };

  const standIn: DirectLineStandIn = {
    handle,
    taken,
    nextPosts: [],
    streams: 'open',
    posts: () => posts,
    conversations: () => conversations.size,
    expireTokens(options = { canRefresh: true }) {
      canRefresh = options.canRefresh;
      for (const known of tokens.values()) known.isExpired = true;
    },
    say: (activity) => void (current && push(current, activity)),
    breakStreams() {
      for (const { sockets } of conversations.values()) for (const socket of sockets) socket.terminate();
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://stand.in');
      const conversation = conversations.get(tokens.get(url.searchParams.get('token') ?? '')?.conversation ?? '');
      if (!conversation || standIn.streams === 'refused') return void socket.destroy();
      upgrades.handleUpgrade(request, socket, head, (opened) => {
        conversation.sockets.add(opened);
        opened.on('close', () => conversation.sockets.delete(opened));
        const from = Number(url.searchParams.get('watermark') ?? 0) || 0;
        const activities = conversation.log.slice(from);
        if (activities.length > 0)
          opened.send(JSON.stringify({ activities, watermark: String(conversation.log.length) }));
      });
    },
  };
  return standIn;
}
