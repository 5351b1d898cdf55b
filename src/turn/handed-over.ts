import { passOnMessages } from './span.ts';
import type { Step } from './step.ts';

/** While a case worker talks, messages go to them and the bot is quiet. Danger has been looked for before. */
export const relayToCaseWorker: Step = (turn) => {
  const { handoff } = turn.state;
  if (handoff?.status !== 'claimed' || turn.messages.length === 0 || turn.command?.verb === 'handoff') {
    return Promise.resolve(false);
  }
  handoff.unanswered = [...handoff.unanswered, ...turn.messages].slice(-100);
  passOnMessages(turn, handoff.ticket);
  turn.answeredElsewhere = true;
  return Promise.resolve(true);
};
