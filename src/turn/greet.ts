import type { OpenTurn, Step } from './step.ts';

/** Before the first answer: this is a computer, and a person is one step away. */
export const greetNewcomer: Step = async (turn) => {
  if (turn.state.greeted || turn.messages.length === 0) return false;
  turn.state.greeted = true;
  await turn.say({ key: 'general.intro' });
  await sayUnreviewed(turn);
  return false;
};

/** A translation that no person has reviewed says that it is one, and that the Dutch leads. */
export async function sayUnreviewed(turn: OpenTurn): Promise<void> {
  if (!turn.services.texts.isReviewed(turn.language)) await turn.say({ key: 'general.unreviewed' });
}
