import { Problem } from '../../core/errors.ts';
import type { HttpRequest, Route } from '../../core/http.ts';
import type { Arrival } from '../channel.ts';
import { readClientActivity, type ClientActivity } from './client-activity.ts';
import type { WebContext } from './context.ts';
import { conversationIn, directLineRoute, queryOf } from './direct-line-route.ts';
import { acceptedTypeOf } from './file-kind.ts';
import { createRateLimit } from '../../core/rate-limit.ts';
import { readUpload } from './read-upload.ts';
import { toArrival } from './receive.ts';
import { storeFiles, type TypedFile } from './store-files.ts';

/** A message with files: photos of letters, documents, voice notes. A refused one leaves no file behind. */
export function uploadRoute(context: WebContext): Route {
  const rate = createRateLimit(context.limits.uploadsPerMinutePerConversation);
  let underWay = 0;
  return directLineRoute({
    method: 'post',
    path: '/conversations/:id/upload',
    body: 'stream',
    // What is too large is refused by reading it, so that its sender hears the answer.
    maxBytes: 4 * context.limits.maxUploadBytes,
    async handle(request, response) {
      const visitor = await context.door.admit(request, conversationIn(request));
      await rate(visitor.grant.conversation);
      if (underWay >= context.limits.uploadsAtOnce) throw new Problem('unavailable');
      underWay += 1;
      try {
        const { message, files } = await readMessage(context, request);
        const arrival = toArrival(context, visitor, message);
        response.send(200, { id: await receive(context, arrival, files) });
      } finally {
        underWay -= 1;
      }
    },
  });
}

/** Everything that can be refused is refused here, before anything is stored. */
async function readMessage({ limits }: WebContext, request: HttpRequest) {
  const upload = await readUpload(request, limits);
  if (upload.files.length === 0) throw new Problem('bad_request', 'There is no file in this upload.');
  const message = readClientActivity(upload.activity, upload.files.length);
  if (message.activity.type !== 'message') throw new Problem('bad_request', 'Only a message carries files.');
  const files: TypedFile[] = [];
  for (const file of upload.files) {
    const contentType = await acceptedTypeOf(file.bytes);
    if (contentType === undefined) throw new Problem('unsupported_type');
    files.push({ ...file, contentType });
  }
  return { message: withUserOf(request, message), files };
}

/**
 * The files first: an accepted message must find them. When the mailbox gives no clear answer they stay, since the
 * message may have been accepted; the retry has the same ids.
 */
async function receive({ uploads, mailbox, ids, log }: WebContext, arrival: Arrival, files: TypedFile[]) {
  const attachments = await storeFiles({ uploads, ids, log }, arrival, files);
  await mailbox.accept([{ ...arrival, activity: { ...arrival.activity, attachments } }]);
  return arrival.id;
}

/** Clients that upload say who sends in the query too. */
const withUserOf = (request: HttpRequest, message: ClientActivity): ClientActivity => ({
  ...message,
  claimedFrom: message.claimedFrom ?? (queryOf(request).get('userId')?.slice(0, 100) || undefined),
});
