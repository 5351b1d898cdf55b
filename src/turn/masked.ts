import { postBack } from './commands.ts';
import type { Step } from './step.ts';

/** A number that was masked is said, so that the person does not send it again. The rest of the message is answered. */
export const sayMasked: Step = async (turn) => {
  const kinds = turn.input.batch.flatMap(({ activity }) => numbersIn(activity.channelData));
  if (kinds.length > 0)
    await turn.say({
      key: 'general.masked',
      facts: ['F129'],
      actions: [postBack('human', '', turn.text('general.button_human'))],
    });
  return false;
};

const numbersIn = (channelData: unknown): unknown[] => {
  const { numbers } = (channelData ?? {}) as { numbers?: unknown };
  return Array.isArray(numbers) ? numbers : [];
};
