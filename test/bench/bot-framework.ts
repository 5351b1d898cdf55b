import type { Sender } from './closed-loop.ts';
import type { Connector } from './connector.ts';
import { openConnection } from './http-connection.ts';
import { nextUtterance } from './utterances.ts';

/** Conversations to talk in, one after the other: whoever needs one takes the next, so that none is flooded. */
export type Conversations = () => string;

export function createConversations(count: number, name: string): Conversations {
  let next = 0;
  return () => `${name}-${next++ % count}`;
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
          const conversation = conversations();
          const reply = connector.reply(conversation);
          const { status } = await connection.post('/api/messages', message(connector.serviceUrl, conversation));
          if (status !== 200 && status !== 201) throw new Error(`a message was answered with ${status}`);
          await reply;
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
