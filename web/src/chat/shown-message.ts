import { actionsOf, cardTextsOf, speakerOf, type ChatAction, type ChatActivity, type Speaker } from './activity.ts';
import type { Outgoing, OutgoingState } from './outbox.ts';

/** A message as the page shows it. */
export interface ShownMessage {
  key: string;
  speaker: Speaker;
  text: string;
  /** The locale of the text; absent for what the person wrote, whose direction the browser finds. */
  language?: string;
  files: { name: string; contentType: string; address?: string }[];
  actions: ChatAction[];
  /** Only of messages of this person. */
  state?: OutgoingState;
  reason?: string;
}

/** The conversation, then what it does not show yet. */
export function shownMessages(activities: readonly ChatActivity[], outgoing: readonly Outgoing[]): ShownMessage[] {
  const said = activities.map((activity, index) => shown(activity, activity.id ?? String(index)));
  const unsaid = outgoing.map(({ id, activity, state, reason }) => ({ ...shown(activity, id), state, reason }));
  return [...said, ...unsaid].filter(
    ({ text, files, actions }) => text !== '' || files.length > 0 || actions.length > 0,
  );
}

function shown(activity: ChatActivity, key: string): ShownMessage {
  const speaker = speakerOf(activity);
  return {
    key: activity.channelData?.clientActivityID ?? key,
    speaker,
    text: [activity.text ?? '', ...cardTextsOf(activity)].filter(Boolean).join('\n'),
    language: speaker === 'me' ? undefined : activity.locale,
    files: (activity.attachments ?? []).filter(isFile).map((attachment) => ({
      name: attachment.name ?? '',
      contentType: attachment.contentType ?? '',
      address: attachment.contentUrl,
    })),
    actions: speaker === 'me' ? [] : actionsOf(activity),
    state: speaker === 'me' ? 'sent' : undefined,
  };
}

const isFile = ({ contentType }: { contentType?: string }): boolean =>
  !contentType?.startsWith('application/vnd.microsoft');
