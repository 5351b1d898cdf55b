import type { Promised } from '../core/ticket.ts';
import { askChosen, postBack } from './commands.ts';
import { changeHandoff, handoffOf, keepHandoff } from './handoffs.ts';
import type { HandoffState } from './state.ts';
import type { OpenTurn } from './step.ts';

/** Why nobody has it any more: `silent`, they did not answer; `transferred`, a colleague gets it; absent: they gave it back. */
interface Released {
  ticket: string;
  because?: 'silent' | 'transferred';
}

export async function hearReleased(turn: OpenTurn, { ticket, because }: Released): Promise<void> {
  const handoff = handoffOf(turn.state, ticket);
  if (!handoff) return;
  const { owner: _owner, ...free } = handoff;
  keepHandoff(turn.state, { ...free, status: 'waiting' });
  await turn.say({ key: because ? `support.released_${because}` : 'support.released' });
}

/** A new time; where the one before was not kept, with an apology. */
export async function hearPromised(turn: OpenTurn, { ticket, number, promise, because }: Promised): Promise<void> {
  if (!handoffOf(turn.state, ticket)) return;
  changeHandoff(turn.state, ticket, promise === undefined ? {} : { promise });
  const when: Record<string, string> = promise ? { day: turn.date(promise), time: turn.time(promise) } : {};
  const key = because === 'late' ? 'support.late' : 'support.status_waiting';
  await turn.say({ key: promise ? key : `${key}_no_promise`, values: { number, ...when } });
  if (because === 'late') await sayContact(turn);
}

/** Who waited in vain once can call. */
async function sayContact(turn: OpenTurn): Promise<void> {
  const { phone } = turn.municipality.contact;
  if (!turn.isOpen || !phone) return;
  await turn.say({
    key: 'appointments.phone_now',
    values: { phone },
    actions: [
      { type: 'call', title: turn.text('appointments.button_call'), value: `tel:${phone.replace(/[^+\d]/g, '')}` },
    ],
  });
}

type Reopened = Omit<Promised, 'promise' | 'because'> & { by: string };

export async function hearReopened(turn: OpenTurn, value: Reopened): Promise<void> {
  const { ticket, number, topic, intent, urgency, by } = value;
  const again: HandoffState = { ticket, number, topic, intent, urgency, status: 'claimed', owner: by, unanswered: [] };
  keepHandoff(turn.state, again);
  await turn.say({
    key: 'support.reopened',
    values: { number, name: by },
    actions: [postBack('handoff', 'end', turn.text('support.button_end'))],
  });
}

/** Out of hours the person chooses: wait, write more for who reads it first, or be called. */
export async function offerOutOfHours(turn: OpenTurn, { isToBeCalled }: HandoffState): Promise<void> {
  if (turn.isOpen) return;
  const ways = ['wait', 'write', ...(isToBeCalled ? [] : ['call'])];
  await turn.say({
    key: 'support.nobody_now',
    actions: ways.map((way) => askChosen('support.out_of_hours', way, turn.text(`support.way_${way}`))),
  });
}
