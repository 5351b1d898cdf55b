import { postBack } from './commands.ts';
import { handoffOf } from './handoffs.ts';
import { menuActions } from './language.ts';
import { spanOf } from './span.ts';
import type { HandoffState } from './state.ts';
import type { OpenTurn } from './step.ts';
import type { Turn } from './turn.ts';

/** Takes back what was passed on. The ticket answers, since only it knows whether somebody has begun. */
export async function takeBack(turn: OpenTurn, ticket: string): Promise<void> {
  if (!handoffOf(turn.state, ticket)) {
    return turn.say({ key: 'support.taken_back_late', actions: menuActions(turn) });
  }
  const value = { messages: turn.messages, ...spanOf(turn) };
  turn.passedOn.push({ to: ticket, activity: { type: 'event', name: 'newcomer.took_back', value } });
  turn.answeredElsewhere = true;
}

/** Several are open: which one. */
export const askWhichToTakeBack = (turn: Turn, open: readonly HandoffState[]): Promise<void> =>
  turn.say({
    key: 'support.take_back_which',
    values: { rows: open.map((one) => turn.text('support.open_row', wordsOf(turn, one))).join('\n') },
    actions: takeBackButtons(turn, open),
  });

/** One for each open question; with its number where there are more. */
export const takeBackButtons = (turn: Turn, open: readonly HandoffState[]) =>
  open.map((one) =>
    postBack(
      'handoff',
      one.ticket,
      open.length > 1 && one.number
        ? turn.text('support.button_take_back_number', { number: one.number })
        : turn.text('support.button_take_back'),
    ),
  );

/** Number and title of what was asked. */
export function wordsOf(turn: Turn, { number, intent }: Pick<HandoffState, 'number' | 'intent'>) {
  const title = `intents.${intent}`;
  return { number: number ?? '', about: turn.text(turn.hasText(title) ? title : 'intents.support.human') };
}
