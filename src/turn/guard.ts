import type { Action } from '../core/activity.ts';
import { postBack } from './commands.ts';
import type { OpenTurn, Step } from './step.ts';
import { recognize } from './recognize.ts';
import type { Danger } from './services.ts';
import { answerLanguage } from './language.ts';

const staleAfterMs = 24 * 3_600_000;

/** Danger goes before everything. Then floods and messages that come a day late. */
export const guard: Step = async (turn) => {
  if (turn.messages.length === 0) return false;
  const recognition = await recognize(turn);
  const danger = turn.services.understanding.danger(turn.utterance, recognition);
  if (danger.danger) {
    turn.language = answerLanguage(turn);
    turn.intent = 'support.emergency';
    await sayDanger(turn, danger);
    return true;
  }
  if (isFlood(turn)) {
    await turn.say({ key: 'general.flood' });
    return true;
  }
  if (turn.now - (turn.input.batch[0]?.at ?? turn.now) > staleAfterMs) await turn.say({ key: 'general.late' });
  return false;
};

/** Facts F139-F142, said plainly; numbers to tap; one Dutch sentence to say aloud. Nothing about it is passed on. */
async function sayDanger(turn: OpenTurn, danger: Danger): Promise<void> {
  const kind = danger.kind ?? 'general';
  const helper = danger.about === 'other' ? '_other' : '';
  const key = [`support.danger_${kind}${helper}`, `support.danger_${kind}`].find((one) => turn.services.texts.has(one));
  await turn.say({ key: key ?? 'support.danger_general', urgent: true, actions: numbersFor(turn, danger) });
  // Where only a chance said so, it may be something else: the way back stands below the numbers.
  const other = postBack('ask', 'general.menu', turn.text('general.button_none_of_these'));
  await turn.say({ key: 'support.danger_nobody_reads', urgent: true, actions: danger.kind ? [] : [other] });
}

const numbers = {
  emergency: { key: 'support.call_112', value: 'tel:112', fact: 'F139' },
  suicide: { key: 'support.call_113', value: 'tel:08000113', fact: 'F140' },
  violence: { key: 'support.call_veilig_thuis', value: 'tel:08002000', fact: 'F141' },
} as const;

function numbersFor(turn: OpenTurn, danger: Danger): Action[] {
  const wanted =
    danger.kind === 'suicide'
      ? [numbers.emergency, numbers.suicide]
      : danger.kind === 'violence' || danger.kind === 'child'
        ? [numbers.emergency, numbers.violence]
        : danger.kind
          ? [numbers.emergency]
          : [numbers.emergency, numbers.suicide, numbers.violence];
  return wanted.map(({ key, value }) => ({ type: 'call', title: turn.text(key), value }));
}

function isFlood(turn: OpenTurn): boolean {
  const { state, now, messages, services } = turn;
  const running = state.flood && now - state.flood.since < 60_000 ? state.flood : { since: now, count: 0 };
  state.flood = { since: running.since, count: running.count + messages.length };
  return state.flood.count > services.floodPerMinute;
}
