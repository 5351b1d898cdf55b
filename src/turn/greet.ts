import type { Step } from './run-turn.ts';

/** Before the first answer: this is a computer, and a person is one step away. */
export const greetNewcomer: Step = async (turn) => {
  if (turn.state.greeted || turn.messages.length === 0) return false;
  turn.state.greeted = true;
  await turn.say({ key: 'general.intro' });
  return false;
};
