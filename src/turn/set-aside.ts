import type { OpenTurn, Step } from './step.ts';

/** A message that was tried three times in vain is not read again: the person hears it, and a person gets it. */
export const sayAside: Step = async (turn) => {
  if (!turn.input.setAside) return false;
  if (turn.messages.length === 0) return tellSender(turn);
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

/** An answer of a case worker that cannot be said: they see that it did not arrive. Other events have nobody to tell. */
function tellSender(turn: OpenTurn): boolean {
  for (const { id, internal, activity } of turn.input.batch) {
    const { ticket } = (activity.value ?? {}) as { ticket?: string };
    if (!internal || activity.name !== 'ticket.answer' || !ticket) continue;
    turn.passedOn.push({ to: ticket, activity: { type: 'event', name: 'delivery.failed', value: { entry: id } } });
  }
  return true;
}
