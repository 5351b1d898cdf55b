import type { Activity } from '../../core/activity.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { LogEntry, LogPage } from '../channel.ts';
import { bot } from './receive.ts';
import { writeWatermark } from './watermark.ts';

/** What clients poll for and what a socket carries. */
export interface ActivitySet {
  activities: Activity[];
  watermark: string;
}

const shownTypes = ['message', 'event', 'endOfConversation'];

/** The fields that a client sees; addresses and routing stay inside. */
const shownFields = [
  'type',
  'name',
  'text',
  'textFormat',
  'speak',
  'inputHint',
  'locale',
  'value',
  'attachments',
  'attachmentLayout',
  'suggestedActions',
  'entities',
  'replyToId',
  'channelData',
] as const satisfies readonly (keyof Activity)[];

/** A page of the log as Direct Line shows it. */
export const toActivitySet = (conversation: ConversationId, page: LogPage): ActivitySet => ({
  activities: page.entries.filter(isShown).map((entry) => toDirectLine(conversation, entry)),
  watermark: writeWatermark(page.watermark),
});

const isShown = (entry: LogEntry): boolean => entry.visible && shownTypes.includes(entry.activity.type ?? '');

function toDirectLine(conversation: ConversationId, entry: LogEntry): Activity {
  const fields = Object.fromEntries(
    shownFields.filter((field) => entry.activity[field] !== undefined).map((field) => [field, entry.activity[field]]),
  );
  const shown = { ...fields, ...envelope(conversation, entry.id, entry.at) } as Activity;
  if (entry.direction === 'in') return asEcho(shown, entry.activity);
  // Markdown, the default of Web Chat, joins lines and reads stars and underscores in names.
  if (shown.text !== undefined) shown.textFormat ??= 'plain';
  return shown;
}

/** What every activity from the bot carries. */
export const envelope = (conversation: ConversationId, id: string, at: number) => ({
  id,
  channelId: 'directline',
  conversation: { id: conversation },
  from: bot,
  timestamp: new Date(at),
});

/** The person's own message comes back under the name that its sender gave; where its files are kept stays inside. */
function asEcho(shown: Activity, { from, attachments }: Activity): Activity {
  const { clientUser, ...channelData } = (shown.channelData ?? {}) as Record<string, unknown>;
  const id = typeof clientUser === 'string' ? clientUser : from?.id;
  return {
    ...shown,
    from: { id, role: 'user' } as Activity['from'],
    ...(shown.channelData !== undefined && { channelData }),
    ...(attachments && { attachments: attachments.map(({ contentType, name }) => ({ contentType, name })) }),
  };
}
