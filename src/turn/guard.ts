import { answerDanger } from './danger-answer.ts';
import { answerLanguage } from './language.ts';
import { recognize } from './recognize.ts';
import type { OpenTurn, Step } from './step.ts';

const staleAfterMs = 24 * 3_600_000;

/** Danger goes before everything. Then floods and messages that come a day late. */
export const guard: Step = async (turn) => {
  if (turn.messages.length === 0) return false;
  const recognition = await recognize(turn);
  const danger = turn.services.understanding.danger(turn.utterance, recognition);
  if (danger.danger) {
    turn.language = answerLanguage(turn);
    turn.intent = 'support.emergency';
    await answerDanger(turn, danger);
    return true;
  }
  if (isFlood(turn)) {
    await turn.say({ key: 'general.flood' });
    return true;
  }
  if (turn.now - (turn.input.batch[0]?.at ?? turn.now) > staleAfterMs) await turn.say({ key: 'general.late' });
  return false;
};

function isFlood(turn: OpenTurn): boolean {
  const { state, now, messages, services } = turn;
  const running = state.flood && now - state.flood.since < 60_000 ? state.flood : { since: now, count: 0 };
  state.flood = { since: running.since, count: running.count + messages.length };
  return state.flood.count > services.floodPerMinute;
}
