import type { Action, Activity, ReplyChannelData } from '../core/activity.ts';
import type { PersonId } from '../core/ids.ts';
import { sayingToActivity } from './reply.ts';
import type { ConversationState, Uttered } from './state.ts';
import type { OpenTurn } from './step.ts';

/** What is said about what was said: after it that can still be said again, and where it comes from asked. */
const asides = ['general.more', 'general.source', 'general.source_none'];

const isDanger = ({ last }: ConversationState): boolean => last?.intent === 'support.emergency';

/** Keeps what the bot said last, for "say it again", "how do you know" and typed buttons. */
export function remember(
  state: ConversationState,
  activity: Activity,
  { person, uttered }: { person: PersonId | undefined; uttered: readonly Uttered[] },
): void {
  const explanation = (activity.channelData as ReplyChannelData | undefined)?.wegwijs;
  if (!explanation || explanation.speaker !== 'bot') return;
  const actions = (activity.suggestedActions?.actions ?? []) as Action[];
  const buttons = actions.filter(({ type }) => type === 'postBack').map(({ title, value }) => ({ title, value }));
  if (state.last && explanation.texts.every((key) => asides.includes(key))) {
    state.last.aside = buttons;
    return;
  }
  state.last = {
    texts: explanation.texts,
    facts: explanation.intent === 'support.emergency' ? [] : explanation.facts,
    ...(activity.text === undefined ? {} : { text: activity.text.slice(0, 2_000) }),
    ...(explanation.intent === undefined ? {} : { intent: explanation.intent }),
    ...(person === undefined ? {} : { person }),
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(uttered.length > 0 ? { uttered: [...uttered] } : {}),
  };
}

/** Says it again, in the simpler words of `<key>_simple` where there are. */
export async function sayAgain(turn: OpenTurn): Promise<void> {
  const { last } = turn.state;
  if (!last?.text) return;
  if (last.person) turn.about = last.person;
  const actions = (last.buttons ?? []).map((button): Action => ({ type: 'postBack', ...button }));
  // Said again, danger is that still, and nobody else reads it.
  const intent = isDanger(turn.state) ? last.intent : turn.intent;
  const simple = (last.uttered ?? []).map(({ key, values }) => ({ key: simpler(turn, key) ?? key, values }));
  if (!isDanger(turn.state) && simple.some(({ key }) => key.endsWith('_simple'))) {
    for (const [at, { key, values }] of simple.entries()) {
      const isLast = at === simple.length - 1;
      await turn.say({ key, facts: last.facts, ...(values ? { values } : {}), ...(isLast ? { actions } : {}) });
    }
    return;
  }
  const said = { text: last.text, facts: last.facts, language: turn.language };
  await turn.context.sendActivity(sayingToActivity({ key: last.texts[0] ?? '', actions }, said, intent));
}

const simpler = (turn: OpenTurn, key: string): string | undefined =>
  turn.hasText(`${key}_simple`) ? `${key}_simple` : undefined;
