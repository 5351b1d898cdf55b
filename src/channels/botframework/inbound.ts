import type { Activity } from '../../core/activity.ts';
import type { InboundActivity } from './parse.ts';

/**
 * The activity as a turn reads it, whatever the channel's habits: without the bot's own mention and Teams' copy of the
 * text in HTML, a pressed `postBack` always in `value`, and nothing of the caller's under the names that are ours.
 */
export function normalize(activity: InboundActivity): InboundActivity {
  const normalized: InboundActivity = { ...activity, channelData: withoutOurNames(activity.channelData) };
  if (activity.text !== undefined) normalized.text = withoutMention(activity, activity.text);
  if (activity.attachments)
    normalized.attachments = activity.attachments.filter((attachment) => !isHtmlCopy(activity, attachment));
  const pressed = pressedValue(activity);
  if (pressed !== undefined) normalized.value = pressed;
  return normalized;
}

function withoutOurNames(channelData: unknown): unknown {
  if (typeof channelData !== 'object' || channelData === null) return channelData;
  const { answers: _answers, wegwijs: _wegwijs, ...theirs } = channelData as Record<string, unknown>;
  return theirs;
}

function withoutMention(activity: Activity, text: string): string {
  const bot = activity.recipient?.id;
  let rest = text;
  for (const entity of activity.entities ?? []) {
    const mention = entity as { type?: string; text?: unknown; mentioned?: { id?: string } };
    if (bot === undefined || mention.type !== 'mention' || mention.mentioned?.id !== bot) continue;
    if (typeof mention.text === 'string' && mention.text !== '') rest = rest.replaceAll(mention.text, ' ');
  }
  return rest === text ? text : rest.replaceAll(/ {2,}/g, ' ').trim();
}

const isHtmlCopy = (activity: Activity, attachment: { contentType?: string }): boolean =>
  activity.channelId === 'msteams' && attachment.contentType === 'text/html';

/** Teams gives back what `outbound.ts` put in a button; Web Chat says a `postBack`'s string as text. */
function pressedValue(activity: Activity): string | undefined {
  const entries = Object.entries(Object(activity.value) as Record<string, unknown>);
  const [name, command] = entries[0] ?? [];
  if (entries.length === 1 && name === 'command' && typeof command === 'string') return command;
  const isPostBack = (activity.channelData as { postBack?: unknown } | undefined)?.postBack === true;
  return isPostBack && activity.value === undefined ? activity.text : undefined;
}
