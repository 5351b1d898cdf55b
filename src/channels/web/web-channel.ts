import type { Channel } from '../channel.ts';
import { maxTextChars } from './client-activity.ts';
import { createContext } from './context.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { directLinePreflights } from './direct-line-route.ts';
import type { WebChannelOptions } from './options.ts';
import { pageTokenRoutes } from './page-token.ts';
import { pushRoutes } from './push-routes.ts';
import { createStreams } from './streams.ts';
import { tokenRoutes } from './token-routes.ts';
import { uploadRoute } from './upload-route.ts';

/**
 * Web chat over Direct Line 3.0, for our page and for standard clients. It sends nothing: what the bot says is a row of
 * the log, which clients poll or follow over a socket.
 */
export function createWebChannel(options: WebChannelOptions): Channel {
  const context = createContext(options);
  const streams = createStreams(context);
  const directLine = [...tokenRoutes(context), ...conversationRoutes(context), uploadRoute(context)];
  return {
    name: 'web',
    limits: { maxTextChars, maxActions: 20, maxActionTitleChars: 80 },
    routes: [...directLine, ...directLinePreflights(directLine), ...pageTokenRoutes(context), ...pushRoutes(context)],
    upgrades: [streams.upgrade],
    typing: async (conversation) => streams.typing(conversation),
    close: () => streams.close(),
  };
}
