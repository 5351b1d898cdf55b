import { z } from 'zod';
import { Problem } from '../../core/errors.ts';
import type { Route } from '../../core/http.ts';
import type { ConversationId, MunicipalityId } from '../../core/ids.ts';
import type { PushSubscription } from '../../core/reach.ts';
import type { WebContext } from './context.ts';

/** Lets our page be told of news by its browser. */
export interface PagePush {
  /** With which the browser asks its push service for a subscription; base64url. */
  publicKey: string;
  /** False for an endpoint that is of no push service. */
  isService(endpoint: string): boolean;
  subscribe(conversation: ConversationId, municipality: MunicipalityId, subscription: PushSubscription): Promise<void>;
}

const key = z.string().regex(/^[\w-]{16,200}={0,2}$/);
const subscriptionBody = z.object({
  endpoint: z.string().max(1_000),
  keys: z.object({ p256dh: key, auth: key }),
});

/** What the page needs to have itself pushed to, and where it gives its subscription. */
export const pushRoutes = (context: WebContext): Route[] => {
  const { push, door, mailbox, messageRate } = context;
  if (!push) return [];
  return [
    {
      method: 'get',
      path: '/api/chat/push',
      handle(_request, response) {
        response.setHeader('cache-control', 'no-store');
        response.send(200, { publicKey: push.publicKey });
      },
    },
    {
      method: 'post',
      path: '/api/chat/push',
      body: 'json',
      maxBytes: 4 * 1024,
      async handle(request, response) {
        const caller = await door.whoCalls(request);
        // The holder of the secret speaks for others; a browser speaks for itself.
        if (caller.kind === 'secret') throw new Problem('forbidden');
        const { conversation, municipality } = caller.grant;
        if (!(await mailbox.exists(conversation))) throw new Problem('not_found');
        await messageRate(conversation);
        const parsed = subscriptionBody.safeParse(request.body);
        if (!parsed.success || !push.isService(parsed.data.endpoint)) {
          throw new Problem('bad_request', 'This is no subscription to a push service.');
        }
        await push.subscribe(conversation, municipality, parsed.data);
        response.setHeader('cache-control', 'no-store');
        response.send(200, {});
      },
    },
  ];
};
