import { Problem } from '../../core/errors.ts';
import type { Route } from '../../core/http.ts';
import type { WebContext } from './context.ts';
import { directLineRoute } from './direct-line-route.ts';
import { newGrant, tokenAnswer } from './grants.ts';
import { readWishes } from './wishes.ts';

/** Tokens for standard clients, which get them through a server that knows the secret. */
export const tokenRoutes = (context: WebContext): Route[] => [
  directLineRoute({
    method: 'post',
    path: '/tokens/generate',
    body: 'json',
    async handle(request, response) {
      context.door.demandSecret(request);
      const wishes = readWishes(request.body, context.isMunicipality);
      response.send(200, await tokenAnswer(context, newGrant(context, wishes)));
    },
  }),
  directLineRoute({
    method: 'post',
    path: '/tokens/refresh',
    async handle(request, response) {
      const caller = await context.door.whoCalls(request);
      if (caller.kind === 'secret') throw new Problem('bad_request', 'A secret is not refreshed: it does not expire.');
      const { grant } = caller;
      if (grant.started && !(await context.mailbox.exists(grant.conversation))) throw new Problem('not_found');
      response.send(200, await tokenAnswer(context, grant));
    },
  }),
  directLineRoute({
    method: 'get',
    path: '/session/getsessionid',
    async handle(request, response) {
      await context.door.whoCalls(request);
      response.send(200, { sessionId: context.ids.random() });
    },
  }),
];
