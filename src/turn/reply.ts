import type { Action, Activity, Explanation, ReplyChannelData } from '../core/activity.ts';
import type { Language } from '../core/locale.ts';
import type { Said } from './services.ts';
import type { Saying } from './turn.ts';

/** A message activity for something said, with its explanation. */
export function sayingToActivity(saying: Saying, said: Said, intent?: string): Activity {
  const explanation: Explanation = {
    texts: saying.key ? [saying.key] : [],
    facts: [...new Set([...said.facts, ...(saying.facts ?? [])])],
    speaker: saying.speaker ?? 'bot',
    ...(saying.dutch === undefined ? {} : { dutch: saying.dutch }),
    ...(intent === undefined ? {} : { intent }),
    ...(saying.clearsAbove ? { clearsAbove: true } : {}),
  };
  const actions = saying.actions ?? [];
  return {
    type: 'message',
    text: said.text,
    locale: said.language,
    channelData: { wegwijs: explanation } satisfies ReplyChannelData,
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions: actions } } : {}),
    ...(saying.urgent ? { importance: 'high' } : {}),
  };
}

/** Everything that a turn said as one message: each message costs the reader money and patience. */
export function mergeReplies(
  activities: readonly Activity[],
  options: { answers: string[]; language: Language },
): Activity | undefined {
  const last = activities.at(-1);
  if (!last) return undefined;
  const explanations = activities.map((activity) => (activity.channelData as ReplyChannelData | undefined)?.wegwijs);
  const actions = activities.flatMap((activity) => (activity.suggestedActions?.actions ?? []) as Action[]);
  const unique = actions.filter(
    ({ title, value }, index) =>
      actions.findIndex((one) => one.value === value) === index &&
      // Of two with one title the later stays: it knows what it is about.
      !actions.slice(index + 1).some((later) => later.title === title && later.value !== value),
  );
  const intent = explanations.find((explanation) => explanation?.intent !== undefined)?.intent;
  const dutch = explanations.flatMap((one) => one?.dutch ?? []).join('\n\n');
  const explanation: Explanation = {
    texts: [...new Set(explanations.flatMap((one) => one?.texts ?? []))],
    facts: [...new Set(explanations.flatMap((one) => one?.facts ?? []))],
    speaker: explanations.some((one) => one?.speaker === 'person') ? 'person' : 'bot',
    ...(dutch === '' ? {} : { dutch }),
    ...(intent === undefined ? {} : { intent }),
    ...(explanations.some((one) => one?.clearsAbove) ? { clearsAbove: true } : {}),
  };
  const merged: Activity = {
    ...last,
    text: activities
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n\n'),
    locale: last.locale ?? options.language,
    channelData: { ...(options.answers.length > 0 ? { answers: options.answers } : {}), wegwijs: explanation },
    ...(activities.some(({ importance }) => importance === 'high') ? { importance: 'high' } : {}),
  };
  delete merged.suggestedActions;
  if (unique.length > 0) merged.suggestedActions = { to: [], actions: unique };
  return merged;
}
