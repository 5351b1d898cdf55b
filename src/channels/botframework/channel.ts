import type { Channel } from '../channel.ts';
import { createCredentials } from './credentials.ts';
import { createExchange } from './exchange.ts';
import { receive, type Receiving } from './receive.ts';
import { send, sendTyping } from './send.ts';
import { completeSettings, type BotFrameworkSettings } from './settings.ts';
import { createVerify } from './verify.ts';

export type BotFrameworkOptions = Omit<Receiving, 'verify'> & { settings: BotFrameworkSettings };

/** Activities are small; files come as links. */
const maxBytes = 256 * 1024;

/**
 * Teams and every other Azure Bot channel, through `POST /api/messages` and the connector of each `serviceUrl`. One
 * app id and one audience: connections and the token are kept, not made anew for every message. Throws when the
 * settings contradict each other.
 */
export function createBotFrameworkChannel({ settings, ...options }: BotFrameworkOptions): Channel {
  const complete = completeSettings(settings);
  const receiving: Receiving = { ...options, verify: createVerify(complete, options) };
  const exchange = createExchange(options.clock);
  const credentials = createCredentials(complete, { clock: options.clock, exchange });
  const wire = { clock: options.clock, exchange, credentials };
  return {
    name: 'botframework',
    // Teams: 28 KB of UTF-16 is taken by every client, and a hero card shows six buttons.
    limits: { maxTextChars: 14_000, maxActions: 6, maxActionTitleChars: 60 },
    routes: [
      {
        method: 'post',
        path: '/api/messages',
        body: 'json',
        maxBytes,
        handle: (request, response) => receive(receiving, request, response),
      },
    ],
    send: (delivery) => send(wire, delivery),
    typing: (_conversation, reference) => sendTyping(wire, reference),
    close: async () => exchange.close(),
  };
}
