import { WebSocket } from 'ws';
import type { Sender } from './closed-loop.ts';
import { openConnection, type HttpConnection } from './http-connection.ts';
import { nextUtterance } from './utterances.ts';

/** So many a connection, used in turns, so that no conversation is flooded. */
const conversationsEach = 24;
const base = '/v3/directline/conversations';

/** Senders that post over a connection each and follow their conversations by WebSocket, as the chat page does. */
export const directLineSenders = (port: number, secret: string, connections: number): Promise<Sender[]> =>
  Promise.all(
    Array.from({ length: connections }, async (): Promise<Sender> => {
      const connection = await openConnection(port);
      const open = Array.from({ length: conversationsEach }, () => connection);
      const conversations: Conversation[] = [];
      for (const one of open) conversations.push(await startConversation(one, secret));
      let next = 0;
      return {
        exchange: () => conversations[next++ % conversationsEach]!.exchange(),
        close() {
          connection.close();
          for (const conversation of conversations) conversation.close();
        },
      };
    }),
  );

interface Conversation {
  exchange(): Promise<void>;
  close(): void;
}

async function startConversation(connection: HttpConnection, secret: string): Promise<Conversation> {
  const started = await connection.post(base, '{}', `Authorization: Bearer ${secret}\r\n`);
  if (started.status !== 201) throw new Error(`a conversation was not begun: ${started.status}`);
  const { conversationId, token, streamUrl } = JSON.parse(started.body) as Record<string, string>;
  const socket = new WebSocket(streamUrl ?? '', { perMessageDeflate: false });
  const answered = new Set<string>();
  let waiting = (): void => {};
  socket.on('message', (frame: Buffer) => {
    if (frame.length === 0) return;
    const { activities } = JSON.parse(frame.toString()) as { activities: { replyToId?: string; text?: string }[] };
    for (const { replyToId } of activities) if (replyToId) answered.add(replyToId);
    waiting();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    async exchange() {
      const body = JSON.stringify({ type: 'message', from: { id: 'bench' }, ...nextUtterance() });
      const path = `${base}/${conversationId}/activities`;
      const answer = await connection.post(path, body, `Authorization: Bearer ${token}\r\n`);
      if (answer.status !== 200) throw new Error(`a message was answered with ${answer.status}`);
      const { id = '' } = JSON.parse(answer.body) as { id?: string };
      while (!answered.delete(id)) await new Promise<void>((resolve) => (waiting = resolve));
    },
    close: () => socket.terminate(),
  };
}
