/** What this page reads and writes of a Direct Line activity. What comes in may lack anything. */
export interface ChatActivity {
  type: string;
  id?: string;
  timestamp?: string;
  from?: { id?: string; role?: string };
  text?: string;
  locale?: string;
  value?: unknown;
  attachments?: { contentType?: string; contentUrl?: string; name?: string; content?: unknown }[];
  suggestedActions?: { actions?: unknown[] };
  channelData?: {
    clientActivityID?: string;
    postBack?: boolean;
    wegwijs?: { speaker?: string; clearsAbove?: boolean };
  };
}

export interface ChatAction {
  type: 'imBack' | 'postBack' | 'openUrl' | 'call';
  title: string;
  value: unknown;
}

export type Speaker = 'me' | 'bot' | 'person';

export function speakerOf(activity: ChatActivity): Speaker {
  const isMine = activity.from?.role !== 'bot' && activity.from?.id !== 'wegwijs';
  if (isMine) return 'me';
  return activity.channelData?.wegwijs?.speaker === 'person' ? 'person' : 'bot';
}

/** The buttons of a message: suggested actions first, then those of its hero cards. Kinds that we do not know are left out. */
export function actionsOf(activity: ChatActivity): ChatAction[] {
  const cards = (activity.attachments ?? []).map((attachment) => heroOf(attachment)?.buttons ?? []);
  return [activity.suggestedActions?.actions ?? [], ...cards].flat().filter(isChatAction);
}

/** The texts of the hero cards of a message. */
export const cardTextsOf = (activity: ChatActivity): string[] =>
  (activity.attachments ?? [])
    .map(heroOf)
    .flatMap((card) => [card?.title, card?.subtitle, card?.text])
    .filter((text): text is string => typeof text === 'string' && text !== '');

interface HeroCard {
  title?: unknown;
  subtitle?: unknown;
  text?: unknown;
  buttons?: unknown[];
}

function heroOf(attachment: { contentType?: string; content?: unknown }): HeroCard | undefined {
  const isHero = attachment.contentType === 'application/vnd.microsoft.card.hero';
  if (!isHero || typeof attachment.content !== 'object' || attachment.content === null) return undefined;
  return attachment.content;
}

function isChatAction(action: unknown): action is ChatAction {
  if (typeof action !== 'object' || action === null) return false;
  const { type, title, value } = action as Partial<ChatAction>;
  return typeof title === 'string' && value !== undefined && kinds.includes(type as ChatAction['type']);
}

const kinds: readonly ChatAction['type'][] = ['imBack', 'postBack', 'openUrl', 'call'];
