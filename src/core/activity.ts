import type { Activity as FrameworkActivity, ConversationReference } from 'botbuilder';
import type { Language } from './locale.ts';

/** An activity as Bot Framework defines it; on the way in most fields may be absent. */
export type Activity = Partial<FrameworkActivity>;
export type { ConversationReference };

export type ActionType = 'imBack' | 'postBack' | 'openUrl' | 'call';

/** A button. A `postBack` value is a command of ours (see `turn/commands.ts`), an `imBack` value is said by the person. */
export interface Action {
  type: ActionType;
  title: string;
  value: string;
}

/** What we put in `channelData.wegwijs` of what the bot says, so that every reply can be explained. */
export interface Explanation {
  /** Keys in `locales/` of the texts said. */
  texts: string[];
  /** Ids in `facts.yaml` of the facts used. */
  facts: string[];
  /** Who said it: the computer, or a person through it. */
  speaker: 'bot' | 'person';
  intent?: string;
  /** What a saved phrase says in Dutch, for who sent it. */
  dutch?: string;
  /** Somebody else is here from now on: a page takes what stands above out of sight. */
  clearsAbove?: true;
}

export interface ReplyChannelData {
  /** The ids of the messages that this reply answers: each id stands in exactly one reply. */
  answers?: string[];
  wegwijs?: Explanation;
}

/** A message as the turn says it. */
export interface Reply {
  text: string;
  language: Language;
  actions?: Action[];
  explanation?: Partial<Explanation>;
  /** Danger: goes to the head of its lane and skips rate waits. */
  urgent?: boolean;
}

/** What an activity is for the mailbox: plain texts next to each other may be answered as one. */
export type ActivityKind = 'text' | 'button' | 'media' | 'event' | 'update' | 'other';

export function kindOf(activity: Activity): ActivityKind {
  if (activity.type === 'event') return 'event';
  if (activity.type === 'conversationUpdate') return 'update';
  if (activity.type !== 'message') return 'other';
  if (activity.attachments?.length) return 'media';
  if (activity.value !== undefined && activity.value !== null) return 'button';
  if ((activity.channelData as { postBack?: boolean } | undefined)?.postBack) return 'button';
  return 'text';
}
