import type { Sender } from './closed-loop.ts';
import type { Connector } from './connector.ts';
import { openConnection } from './http-connection.ts';
import { nextUtterance } from './utterances.ts';

/** Conversations to talk in, one after the other, so that none is flooded, and one message at a time in each. */
export interface Conversations {
  take(): string;
  giveBack(conversation: string): void;
}

/** `count` must be above the number of senders. */
export function createConversations(count: number, name: string): Conversations {
  const free = Array.from({ length: count }, (_, number) => `${name}-${number}`);
  return { take: () => free.shift()!, giveBack: (conversation) => void free.push(conversation) };
}

let sent = 0;
/** Of the sender's own, so that two benches on one store do not repeat each other. */
const run = Date.now().toString(36);

/** Senders that post to `/api/messages` over a connection each; a message is answered when its reply reached the connector. */
export const botFrameworkSenders = (
  port: number,
  connector: Connector,
  conversations: Conversations,
  connections: number,
): Promise<Sender[]> =>
  Promise.all(
    Array.from({ length: connections }, async (): Promise<Sender> => {
      const connection = await openConnection(port);
      return {
        async exchange() {
          const conversation = conversations.take();
          const reply = connector.reply(conversation);
          const { status } = await connection.post('/api/messages', message(connector.serviceUrl, conversation));
          if (status !== 200 && status !== 201) throw new Error(`a message was answered with ${status}`);
          await reply;
          conversations.giveBack(conversation);
        },
        close: () => connection.close(),
      };
    }),
  );

export function message(serviceUrl: string, conversation: string): string {
  const id = `${run}-${sent++}`;
  return JSON.stringify({
    type: 'message',
    id,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${conversation}`, name: 'Bench' },
    recipient: { id: '28:bot', name: 'Bot' },
    conversation: { id: conversation, conversationType: 'personal' },
    ...nextUtterance(),
  });
}
