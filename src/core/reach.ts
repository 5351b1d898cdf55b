import type { ActorId, ConversationId } from './ids.ts';
import type { Language } from './locale.ts';

/** What a browser gives a page that may send it pushes (Push API). The endpoint is a secret: who has it can write to it. */
export interface PushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** What a conversation tells its push: there is news. Nothing of what it is. */
export interface NewsCame {
  language: Language;
}

/** The actor beside a conversation that writes to its browser. */
export const pushOf = (conversation: ConversationId): ActorId => `p_${conversation.slice(2)}`;
export const conversationOfPush = (push: ActorId): ConversationId => `c_${push.slice(2)}`;
