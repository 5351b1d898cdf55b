import type { HandoffStatus } from '../core/ticket.ts';
import { postBack } from './commands.ts';
import { clientGreeting } from './welcome.ts';
import type { OpenTurn, Step } from './step.ts';
import { openSession } from './who.ts';

/** Everything that reaches a person from elsewhere is said by a turn of their own conversation. */
export const hearEvent: Step = async (turn) => {
  const row = turn.input.batch[0];
  if (!row || row.kind === 'text' || row.kind === 'button' || row.kind === 'media') return false;
  if (row.kind === 'update') await clientGreeting(turn);
  // An event that came in from a channel is somebody's claim, not ours: it is not heard.
  else if (row.internal && row.activity.name) await hears[row.activity.name]?.(turn, row.activity.value as never);
  return true;
};

/** By event name. Unknown events are handled by being ignored. */
const hears: Record<string, (turn: OpenTurn, value: never) => Promise<void>> = {
  async 'handoff.status'(turn: OpenTurn, value: HandoffStatus) {
    const { handoff } = turn.state;
    if (value.state !== 'completed') turn.alsoAnswers.push(...(value.answers ?? []));
    if (handoff?.ticket !== value.ticket) return;
    if (value.state === 'completed') {
      delete turn.state.handoff;
      turn.alsoAnswers.push(...handoff.unanswered);
      return turn.say({ key: 'support.closed', values: { number: handoff.number ?? '' } });
    }
    if (value.state === 'failed') {
      delete turn.state.handoff;
      return turn.say({ key: 'support.not_passed_on', values: contactOf(turn) });
    }
    turn.state.handoff = {
      ...handoff,
      status: 'waiting',
      ...(value.number ? { number: value.number } : {}),
      ...(value.promise ? { promise: value.promise } : {}),
    };
    await turn.say({
      key: value.promise ? 'support.receipt' : 'support.receipt_no_promise',
      values: { number: value.number ?? '', ...(value.promise ? momentOf(turn, value.promise) : {}) },
    });
    const note = `${handoff.topic}.receipt_${handoff.intent.split('.')[1] ?? ''}`;
    await turn.say({
      key: turn.services.texts.has(note) ? note : 'support.receipt_not',
      actions: [postBack('handoff', 'end', turn.text('support.button_end'))],
    });
  },
  async 'ticket.claimed'(turn: OpenTurn, value: { ticket: string; by: string }) {
    if (turn.state.handoff?.ticket !== value.ticket) return;
    turn.state.handoff = { ...turn.state.handoff, status: 'claimed', owner: value.by };
    await turn.say({
      key: 'support.claimed',
      values: { name: value.by },
      actions: [postBack('handoff', 'end', turn.text('support.button_end'))],
    });
  },
  async 'ticket.released'(turn: OpenTurn, value: { ticket: string }) {
    if (turn.state.handoff?.ticket !== value.ticket) return;
    turn.state.handoff = { ...turn.state.handoff, status: 'waiting' };
    delete turn.state.handoff.owner;
    await turn.say({ key: 'support.released' });
  },
  async 'ticket.answer'(turn: OpenTurn, value: { ticket: string; text: string; by: string }) {
    const { handoff } = turn.state;
    if (handoff?.ticket === value.ticket) {
      turn.alsoAnswers.push(...handoff.unanswered);
      handoff.unanswered = [];
    }
    await turn.sayVerbatim(value.text, { by: value.by });
  },
  async 'session.opened'(turn: OpenTurn, value: { person: string }) {
    await openSession(turn, 'pin', value.person);
  },
  async 'delivery.failed'(turn: OpenTurn, value: { entry: string }) {
    await tellTicket(turn, 'delivery.failed', value);
  },
  async 'delivery.parked'(turn: OpenTurn, value: { entry: string }) {
    await tellTicket(turn, 'delivery.parked', value);
  },
};

/** The case worker who is talking learns that their answer did not arrive. */
async function tellTicket(turn: OpenTurn, name: string, value: { entry: string }): Promise<void> {
  const { handoff } = turn.state;
  if (handoff) turn.passedOn.push({ to: handoff.ticket, activity: { type: 'event', name, value } });
  return Promise.resolve();
}

const momentOf = (turn: OpenTurn, instant: string) => ({ day: turn.date(instant), time: turn.time(instant) });

const contactOf = (turn: OpenTurn): Record<string, string> => ({
  municipality: turn.municipality.name,
  phone: turn.municipality.contact.phone ?? '',
});
