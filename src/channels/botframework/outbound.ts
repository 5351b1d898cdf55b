import type { Attachment, CardAction } from 'botbuilder';
import type { Activity, ReplyChannelData } from '../../core/activity.ts';
import type { Delivery } from '../channel.ts';

type Message = Pick<Delivery, 'reference'> & Partial<Pick<Delivery, 'id' | 'activity'>>;

/**
 * The activity as it goes over the wire: addressed from the stored reference, with the entry's id in
 * `channelData.wegwijs.entry` so that a double can be recognised, and in the form that Teams shows.
 */
export function wireActivity({ id, reference, activity = {} }: Message): Activity {
  const { id: _id, ...said } = activity;
  const channelData = said.channelData as ReplyChannelData | undefined;
  const addressed: Activity = {
    ...said,
    channelId: reference.channelId,
    serviceUrl: reference.serviceUrl,
    conversation: reference.conversation,
    from: reference.bot,
    recipient: reference.user,
  };
  if (id) addressed.channelData = { ...channelData, wegwijs: { ...channelData?.wegwijs, entry: id } };
  if (addressed.type !== 'message') return addressed;
  // Markdown, the default, joins lines and reads stars and underscores in names.
  addressed.textFormat ??= 'plain';
  return reference.channelId === 'msteams' ? asTeamsShowsIt(addressed) : addressed;
}

/** Teams shows no `postBack` or `call` among suggested actions, and none at all in a channel: a card shows each of them. */
function asTeamsShowsIt({ suggestedActions, ...activity }: Activity): Activity {
  if (!suggestedActions?.actions.length) return activity;
  const card: Attachment = {
    contentType: 'application/vnd.microsoft.card.hero',
    content: { buttons: suggestedActions.actions.map(teamsButton) },
  };
  return { ...activity, attachments: [...(activity.attachments ?? []), card] };
}

function teamsButton(action: CardAction): CardAction {
  const { title } = action;
  const value: unknown = action.value;
  if (action.type === 'call') return { type: 'openUrl', title, value: String(value).replace(/^(?!tel:)/, 'tel:') };
  if (action.type !== 'postBack') return action;
  return { type: 'messageBack', title, text: title, displayText: title, value: { command: value } };
}
