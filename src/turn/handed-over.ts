import { changeHandoff, currentHandoff } from './handoffs.ts';
import { passOnMessages } from './span.ts';
import type { Step } from './step.ts';

/** While a case worker talks, messages go to them and the bot is quiet. Danger has been looked for before. */
export const relayToCaseWorker: Step = (turn) => {
  const handoff = currentHandoff(turn.state);
  if (handoff?.status !== 'claimed' || turn.messages.length === 0 || turn.command?.verb === 'handoff') {
    return Promise.resolve(false);
  }
  const unanswered = [...handoff.unanswered, ...turn.messages].slice(-100);
  changeHandoff(turn.state, handoff.ticket, { unanswered });
  passOnMessages(turn, handoff.ticket);
  turn.answeredElsewhere = true;
  return Promise.resolve(true);
};
