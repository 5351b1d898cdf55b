import type { Step } from './step.ts';

/** A message that was tried three times in vain is not read again: the person hears it, and a person gets it. */
export const sayAside: Step = async (turn) => {
  if (!turn.input.setAside) return false;
  if (turn.messages.length === 0) return true;
  await turn.say({ key: 'general.set_aside' });
  await turn.handOff({
    topic: 'general',
    intent: 'none',
    headline: [{ key: 'headline.set_aside' }],
    summary: turn.text('general.set_aside_summary'),
    urgency: 'urgent',
    answeredNow: true,
  });
  return true;
};
