import type { Incoming, OutboxDraft, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import type { Language } from '../core/locale.ts';
import { conversationOfPush, type NewsCame, type PushSubscription } from '../core/reach.ts';
import type { Push } from './push.ts';

export interface PushTexts {
  say(language: Language, key: string): { text: string };
}

/**
 * The turn of the actor beside a conversation that writes to its browser: that there is news, never what. A browser that
 * is gone is written to no more, and the conversation is told so.
 */
export function createPushTurn(texts: PushTexts) {
  return (input: TurnInput<Push>): Promise<TurnOutcome<Push>> => {
    let state = input.state ?? {};
    const entries: OutboxDraft[] = [];
    for (const row of input.batch) {
      const heard = hear(texts, input, state, row);
      state = heard.state;
      entries.push(...heard.entries);
    }
    return Promise.resolve({ state, entries });
  };
}

function hear(
  texts: PushTexts,
  { actor }: TurnInput<Push>,
  state: Push,
  { internal, activity }: Incoming,
): TurnOutcome<Push> {
  const { name, value } = activity as { name?: string; value?: unknown };
  const tells = (told: string): OutboxDraft => ({
    to: conversationOfPush(actor),
    activity: { type: 'event', name: told, value: {} },
  });
  if (!internal) return { state, entries: [] };
  if (name === 'push.subscribed') {
    return { state: { subscription: value as PushSubscription }, entries: [tells('reach.push_on')] };
  }
  if (name === 'delivery.failed') return { state: {}, entries: state.subscription ? [tells('reach.push_gone')] : [] };
  if (name !== 'news.came' || !state.subscription) return { state, entries: [] };
  const { language } = value as NewsCame;
  return {
    state,
    entries: [
      {
        to: 'channel',
        activity: {
          type: 'message',
          locale: language,
          text: texts.say(language, 'support.push_news').text,
          channelData: { subscription: state.subscription },
        },
      },
    ],
  };
}
