import type { Activity } from '../../core/activity.ts';
import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import type { Arrival } from '../channel.ts';
import type { ClientActivity } from './client-activity.ts';
import type { Grant } from './tokens.ts';
import type { Visitor } from './verify.ts';

/** The bot as clients see it. */
export const bot = { id: 'wegwijs', name: 'Wegwijs', role: 'bot' } as const;

/** Direct Line has no connector to call: what the bot says is a row of our own log. */
const serviceUrl = 'urn:wegwijs:web';

interface ReceiveContext {
  ids: Ids;
  clock: Clock;
}

/** What a person sent, on its way into the mailbox. A retry with the same `clientActivityID` has the same id. */
export function toArrival(
  { ids, clock }: ReceiveContext,
  { grant, isTrusted }: Visitor,
  { activity, clientActivityId, claimedFrom }: ClientActivity,
): Arrival {
  const id = clientActivityId ? ids.of('directline', grant.conversation, clientActivityId) : ids.random();
  const isNamed = isTrusted && claimedFrom !== undefined && claimedFrom !== bot.id;
  const channelData = { ...(activity.channelData as object | undefined), ...(isNamed && { clientUser: claimedFrom }) };
  const given = { ...activity, ...(Object.keys(channelData).length > 0 && { channelData }) };
  return arrive(id, grant, given, clock.now());
}

/** The beginning of a conversation: a person came in. Its id comes from the conversation, so it begins once. */
export function toStart({ ids, clock }: ReceiveContext, grant: Grant, locale: string | undefined): Arrival {
  const membersAdded = [{ id: grant.user, name: '' }];
  const activity = { type: 'conversationUpdate', membersAdded, ...(locale && { locale }) };
  return arrive(ids.of('directline-start', grant.conversation), grant, activity, clock.now());
}

function arrive(id: string, { conversation, municipality, user }: Grant, given: Activity, at: number): Arrival {
  const activity = {
    ...given,
    id,
    channelId: 'directline',
    serviceUrl,
    timestamp: new Date(at),
    conversation: { id: conversation },
    from: { id: user, role: 'user' },
    recipient: bot,
  } as Activity;
  return { id, conversation, channel: 'web', municipality, activity, at };
}
