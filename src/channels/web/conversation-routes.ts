import { Problem } from '../../core/errors.ts';
import type { HttpRequest, Route } from '../../core/http.ts';
import { readClientActivity } from './client-activity.ts';
import type { WebContext } from './context.ts';
import { conversationIn, directLineRoute, queryOf } from './direct-line-route.ts';
import { conversationAnswer, newGrant } from './grants.ts';
import { toArrival, toStart } from './receive.ts';
import { toActivitySet } from './show.ts';
import type { Grant } from './tokens.ts';
import { readWatermark, writeWatermark } from './watermark.ts';
import { readWishes } from './wishes.ts';

/** Entries of the log in one answer; a client that is further behind asks again. */
const pageSize = 100;

/** A conversation: opened, opened again, read and written to. */
export const conversationRoutes = (context: WebContext): Route[] => [
  directLineRoute({
    method: 'post',
    path: '/conversations',
    body: 'json',
    async handle(request, response) {
      const caller = await context.door.whoCalls(request);
      const wishes = readWishes(request.body, context.isMunicipality);
      const grant = caller.kind === 'secret' ? newGrant(context, wishes) : caller.grant;
      const isNew = await open(context, grant, wishes.locale ?? grant.locale);
      response.send(isNew ? 201 : 200, await conversationAnswer(context, request, grant, writeWatermark(0)));
    },
  }),
  directLineRoute({
    method: 'get',
    path: '/conversations/:id',
    async handle(request, response) {
      const { grant } = await context.door.admit(request, conversationIn(request));
      const watermark = writeWatermark(watermarkIn(request));
      response.send(200, await conversationAnswer(context, request, grant, watermark));
    },
  }),
  directLineRoute({
    method: 'get',
    path: '/conversations/:id/activities',
    async handle(request, response) {
      const { conversation } = (await context.door.admit(request, conversationIn(request))).grant;
      const page = await context.mailbox.log(conversation, watermarkIn(request), pageSize);
      response.send(200, toActivitySet(conversation, page));
    },
  }),
  directLineRoute({
    method: 'post',
    path: '/conversations/:id/activities',
    body: 'json',
    maxBytes: 64 * 1024,
    async handle(request, response) {
      const visitor = await context.door.admit(request, conversationIn(request));
      await context.messageRate(visitor.grant.conversation);
      const arrival = toArrival(context, visitor, readClientActivity(request.body));
      // Typing is gone before anyone could read it.
      if (arrival.activity.type !== 'typing') await context.mailbox.accept([arrival]);
      response.send(200, { id: arrival.id });
    },
  }),
];

/** True when it began now. Throws `not_found` when it began before and has been erased since. */
async function open({ mailbox, ids, clock }: WebContext, grant: Grant, locale: string | undefined): Promise<boolean> {
  if (await mailbox.exists(grant.conversation)) return false;
  if (grant.started) throw new Problem('not_found');
  const [acceptance] = await mailbox.accept([toStart({ ids, clock }, grant, locale)]);
  if (!acceptance?.duplicate) return true;
  if (!(await mailbox.exists(grant.conversation))) throw new Problem('not_found');
  return false;
}

const watermarkIn = (request: HttpRequest): number => readWatermark(queryOf(request).get('watermark'));
