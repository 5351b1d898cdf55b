import { startConnector, type Connector } from '../stand-ins/connector.ts';
import { startIssuer, type Issuer } from '../stand-ins/issuer.ts';
import { ask, askUntilAnswered, type HttpAnswer } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';

/** The real server with the channel service of Bot Framework before it: tokens both ways, and a connector for replies. */
export interface ChannelService {
  server: AppServer;
  connector: Connector;
  issuer: Issuer;
  /** Posts an activity with the service's token. */
  post(activity: WireActivity, token?: string): Promise<HttpAnswer>;
  /** The same, again and again until it is answered. */
  deliver(activity: WireActivity): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export type WireActivity = Record<string, unknown> & { id: string; conversation: { id: string } };

export async function startChannelService(settings: Record<string, string> = {}): Promise<ChannelService> {
  const issuer = await startIssuer();
  const connector = await startConnector({ isToken: (token) => issuer.given.includes(token) });
  const server = await startAppServer({ ...issuer.settings, ...settings });
  const token = await issuer.token({ serviceUrl: connector.serviceUrl });
  return {
    server,
    connector,
    issuer,
    post: (activity, other) =>
      ask(`${server.url}/api/messages`, { method: 'POST', token: other ?? token, body: activity }),
    deliver: (activity) => askUntilAnswered(server, '/api/messages', { method: 'POST', token, body: activity }),
    async close() {
      await server.close();
      await connector.close();
      await issuer.close();
    },
  };
}

let counter = 0;

/** A message as a channel sends it: ids unique in the conversation, the platform's time growing. */
export function wireMessage(serviceUrl: string, conversation: string, more: object): WireActivity {
  counter += 1;
  return {
    type: 'message',
    id: `m-${counter}`,
    timestamp: new Date(startedAt + counter).toISOString(),
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: conversation },
    from: { id: `29:${conversation}`, name: 'Iemand' },
    recipient: { id: '28:wegwijs', name: 'Wegwijs' },
    locale: 'nl-NL',
    ...more,
  };
}

const startedAt = Date.now();
