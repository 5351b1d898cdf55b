import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Problem } from '../../core/errors.ts';
import type { Activity } from '../../core/activity.ts';
import type { Upgrade } from '../../core/http.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { WebContext } from './context.ts';
import { queryOf } from './direct-line-route.ts';
import { envelope } from './show.ts';
import { openStream, type Stream } from './stream.ts';
import { readWatermark } from './watermark.ts';

export interface Streams {
  upgrade: Upgrade;
  /** Shows on live sockets that the bot is busy. */
  typing(conversation: ConversationId): void;
  close(): Promise<void>;
}

const path = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;

/** The sockets of this process. A client that cannot have one polls. */
export function createStreams(context: WebContext): Streams {
  const { ids, clock, limits } = context;
  const server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024, perMessageDeflate: false });
  const live = new Map<ConversationId, Set<Stream>>();

  function keep(conversation: ConversationId, stream: Stream, onClose: (forget: () => void) => void): void {
    const streams = live.get(conversation) ?? new Set();
    live.set(conversation, streams.add(stream));
    onClose(() => {
      streams.delete(stream);
      if (streams.size === 0 && live.get(conversation) === streams) live.delete(conversation);
    });
  }

  /** Sockets that a phone left behind when its network changed go first. */
  function makeRoom(conversation: ConversationId): void {
    const streams = live.get(conversation) ?? new Set();
    const [oldest] = streams;
    if (oldest && streams.size >= limits.maxStreamsPerConversation) oldest.close();
  }

  async function handle(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { conversation, after } = await admit(context, request);
    makeRoom(conversation);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = openStream({ ...context, socket: webSocket, conversation, after });
      keep(conversation, stream, (forget) => webSocket.on('close', forget));
    });
  }

  return {
    upgrade: { path, handle },
    typing(conversation) {
      const activity = { type: 'typing', ...envelope(conversation, ids.random(), clock.now()) };
      for (const stream of live.get(conversation) ?? []) stream.show([activity as Activity]);
    },
    async close() {
      for (const streams of live.values()) for (const stream of streams) stream.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A socket's URL carries its own token, since browsers send no header with it. */
async function admit({ tokens, mailbox }: WebContext, request: IncomingMessage) {
  const query = queryOf({ url: request.url ?? '' });
  const token = query.get('t');
  if (!token) throw new Problem('unauthorized');
  const { conversation } = await tokens.read(token, 'stream');
  if (conversation !== conversationIn(request)) throw new Problem('forbidden');
  if (!(await mailbox.exists(conversation))) throw new Problem('not_found');
  return { conversation, after: readWatermark(query.get('watermark')) };
}

function conversationIn({ url = '' }: IncomingMessage): string | undefined {
  const named = path.exec(url.split('?', 1)[0] ?? '')?.[1];
  try {
    return named && decodeURIComponent(named);
  } catch {
    return undefined;
  }
}
