import type { Step } from './run-turn.ts';

/** A number that was masked is said, so that the person does not send it again. The rest of the message is answered. */
export const sayMasked: Step = async (turn) => {
  const kinds = turn.input.batch.flatMap(({ activity }) => numbersIn(activity.channelData));
  if (kinds.length > 0) await turn.say({ key: 'general.masked', facts: ['F129'] });
  return false;
};

const numbersIn = (channelData: unknown): unknown[] => {
  const { numbers } = (channelData ?? {}) as { numbers?: unknown };
  return Array.isArray(numbers) ? numbers : [];
};
