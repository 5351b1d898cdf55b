import type { InvokeResponse } from 'botbuilder';
import type { Activity } from '../../core/activity.ts';
import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/errors.ts';
import type { Ids, MunicipalityId } from '../../core/ids.ts';
import type { HttpRequest, HttpResponse } from '../../core/http.ts';
import type { Log } from '../../core/log.ts';
import type { Arrival, Mailbox } from '../channel.ts';
import { normalize } from './inbound.ts';
import { wireActivity } from './outbound.ts';
import { parseActivity, type InboundActivity } from './parse.ts';
import type { Verify } from './verify.ts';

export interface Receiving {
  mailbox: Pick<Mailbox, 'accept' | 'repliesTo'>;
  /** Whose the activity is; `undefined` when it comes from a tenant that is not served. */
  municipalityOf(activity: Activity): MunicipalityId | undefined;
  /** Answers a pressed Teams card at once; nothing of it is stored. */
  onInvoke?(activity: Activity): Promise<InvokeResponse>;
  verify: Verify;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** What goes into the mailbox; other types are answered and let go. */
const storedTypes = new Set([
  'message',
  'messageUpdate',
  'messageDelete',
  'messageReaction',
  'conversationUpdate',
  'installationUpdate',
  'endOfConversation',
  'deleteUserData',
  'event',
]);

/** How long `expectReplies` waits for the turn. */
const repliesWithinMs = 10_000;

/** Takes one activity. The 200 follows once it is on disk; the turn does not run inside the request. */
export async function receive(on: Receiving, request: HttpRequest, response: HttpResponse): Promise<void> {
  const parsed = parseActivity(request.body);
  await on.verify(parsed, request.headers.authorization ?? '');
  const municipality = on.municipalityOf(parsed);
  if (municipality === undefined) throw new Problem('forbidden', 'This tenant or channel is not served here.');
  const activity = normalize(parsed);
  if (activity.type === 'invoke') return answerInvoke(on, activity, response);
  const expectsReplies = activity.deliveryMode === 'expectReplies';
  if (!isStored(activity, on.log)) return answer(response, expectsReplies ? [] : undefined);
  const arrival = arrivalOf(on, activity, municipality);
  await on.mailbox.accept([arrival]);
  if (!expectsReplies) return answer(response);
  const replies = await on.mailbox.repliesTo(arrival.conversation, [arrival.id], repliesWithinMs);
  answer(
    response,
    replies.map((reply) => addressed(reply, activity)),
  );
}

function answer(response: HttpResponse, activities?: Activity[]): void {
  if (activities) response.send(200, { activities });
  else response.send(200);
}

async function answerInvoke(on: Receiving, activity: Activity, response: HttpResponse): Promise<void> {
  const answered = await on.onInvoke?.(activity);
  const body: unknown = answered?.body;
  const status = answered?.status ?? 501;
  if (body === undefined) response.send(status);
  else response.send(status, body);
}

function isStored(activity: InboundActivity, log: Log): boolean {
  if (activity.type === 'typing') return false;
  // Events of ours enter a mailbox from inside only.
  const isOurs = activity.type === 'event' && /^(?:handoff|wegwijs)\./i.test(activity.name ?? '');
  if (storedTypes.has(activity.type) && !isOurs) return true;
  const type = /^[a-z/]{1,40}$/i.test(activity.type) ? activity.type : 'other';
  log.info({ type, reserved: isOurs }, 'an activity of a type that is not handled was let go');
  return false;
}

function arrivalOf(on: Receiving, activity: InboundActivity, municipality: MunicipalityId): Arrival {
  const { channelId, conversation, id, type } = activity;
  const timestamp = (activity.timestamp as string | undefined) ?? '';
  const edit = type === 'messageUpdate' ? [timestamp] : [];
  const at = Date.parse(timestamp);
  return {
    id: id ? on.ids.of('botframework', channelId, conversation.id, id, type, ...edit) : on.ids.random(),
    conversation: `c_${on.ids.of('botframework', channelId, conversation.id)}`,
    channel: 'botframework',
    municipality,
    activity,
    at: Number.isNaN(at) ? on.clock.now() : at,
  };
}

/** A reply that goes back in the answer instead of through the connector. */
function addressed(reply: Activity, to: InboundActivity): Activity {
  const { channelId, serviceUrl, conversation, from, recipient, id } = to;
  const reference = { channelId, conversation, bot: recipient, user: from, ...(serviceUrl && { serviceUrl }) };
  return {
    ...wireActivity({ reference, activity: reply }),
    replyToId: id,
  };
}
