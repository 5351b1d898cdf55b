import type { HandoffStatus, TakenBack } from '../core/ticket.ts';
import { postBack } from './commands.ts';
import { menuActions } from './language.ts';
import { clientGreeting } from './welcome.ts';
import type { OpenTurn, Step } from './step.ts';
import { sayErased } from './erased.ts';
import { changeHandoff, currentHandoff, dropHandoff, handoffOf, keepHandoff } from './handoffs.ts';
import { hearAnswer } from './held.ts';
import { wordsOf } from './take-back.ts';
import { hearPromised, hearReleased, hearReopened, offerOutOfHours } from './ticket-news.ts';
import { hearPushGone, hearPushOn, isReachAsked, reachButton } from './reach.ts';
import { openSession } from './who.ts';
import { beginIntent } from './run-dialog.ts';
import type { HandoffState } from './state.ts';

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
    const handoff = handoffOf(turn.state, value.ticket);
    if (value.state !== 'completed') turn.alsoAnswers.push(...(value.answers ?? []));
    if (!handoff) return;
    if (value.state === 'completed') {
      dropHandoff(turn.state, value.ticket);
      turn.alsoAnswers.push(...handoff.unanswered);
      return turn.say({
        key: 'support.closed',
        values: { number: handoff.number ?? '' },
        actions: menuActions(turn),
      });
    }
    if (value.state === 'failed') {
      dropHandoff(turn.state, value.ticket);
      return turn.say({ key: 'support.not_passed_on', values: contactOf(turn) });
    }
    changeHandoff(turn.state, value.ticket, {
      ...(handoff.status === 'requested' ? { status: 'waiting' } : {}),
      ...(value.number ? { number: value.number } : {}),
      ...(value.promise ? { promise: value.promise } : {}),
    });
    await turn.say({
      key: value.promise ? 'support.receipt' : 'support.receipt_no_promise',
      values: { number: value.number ?? '', ...(value.promise ? momentOf(turn, value.promise) : {}) },
    });
    await sayWhomToCall(turn, handoff.intent);
    const note = `${handoff.topic}.receipt_${handoff.intent.split('.')[1] ?? ''}`;
    await turn.say({
      key: turn.services.texts.has(note) ? note : 'support.receipt_not',
      actions: [
        ...(isReachAsked(turn) ? [reachButton(turn, value.ticket)] : []),
        postBack('handoff', value.ticket, turn.text('support.button_take_back')),
      ],
    });
    if (handoff.asksOn) await askOn(turn, handoff);
    else await offerOutOfHours(turn, handoff);
  },
  'ticket.taken_back': hearTakenBack,
  async 'ticket.claimed'(turn: OpenTurn, value: { ticket: string; by: string }) {
    const handoff = handoffOf(turn.state, value.ticket);
    if (!handoff) return;
    keepHandoff(turn.state, { ...handoff, status: 'claimed', owner: value.by });
    await turn.say({
      key: 'support.claimed',
      values: { name: value.by },
      actions: [postBack('handoff', 'end', turn.text('support.button_end'))],
    });
  },
  'ticket.released': hearReleased,
  'ticket.promised': hearPromised,
  'ticket.reopened': hearReopened,
  'ticket.answer': hearAnswer,
  async 'session.opened'(turn: OpenTurn, value: { person: string }) {
    await openSession(turn, 'pin', value.person);
  },
  'reach.push_on': hearPushOn,
  'reach.push_gone': hearPushGone,
  'erase.done': sayErased,
  async 'delivery.failed'(turn: OpenTurn, value: { entry: string }) {
    await tellTicket(turn, 'delivery.failed', value);
  },
  async 'delivery.parked'(turn: OpenTurn, value: { entry: string }) {
    await tellTicket(turn, 'delivery.parked', value);
  },
};

/** What came of taking a wish back: nobody had begun, somebody has and reads it, or it was done already. */
async function hearTakenBack(turn: OpenTurn, value: TakenBack): Promise<void> {
  turn.alsoAnswers.push(...value.answers);
  const handoff = handoffOf(turn.state, value.ticket);
  if (value.result === 'noted' && value.by) {
    return turn.say({ key: 'support.taken_back_noted', values: { number: value.number, name: value.by } });
  }
  if (value.result === 'late' || !handoff) {
    return turn.say({ key: 'support.taken_back_late', actions: menuActions(turn) });
  }
  dropHandoff(turn.state, value.ticket);
  turn.alsoAnswers.push(...handoff.unanswered);
  await turn.say({
    key: 'support.taken_back',
    values: wordsOf(turn, { ...handoff, number: value.number }),
    actions: menuActions(turn),
  });
  const note = `${handoff.topic}.taken_back`;
  if (turn.hasText(note)) await turn.say({ key: note });
}

/** The case worker who is talking learns that their answer did not arrive. */
async function tellTicket(turn: OpenTurn, name: string, value: { entry: string }): Promise<void> {
  const handoff = currentHandoff(turn.state);
  if (handoff) turn.passedOn.push({ to: handoff.ticket, activity: { type: 'event', name, value } });
  return Promise.resolve();
}

/** The ticket came first; what helps who reads it is asked now, once, unless something else is being asked. */
async function askOn(turn: OpenTurn, { ticket, intent }: HandoffState): Promise<void> {
  const handoff = handoffOf(turn.state, ticket);
  if (handoff) delete handoff.asksOn;
  if (Object.keys(turn.state.dialogs).length === 0) await beginIntent(turn, intent, { ticket });
}

/** For what cannot wait for a ticket there is a number to call, while somebody works at the municipality (D8, D32, D35). */
const cannotWait = [
  'appointments.absent',
  'appointments.cancel',
  'ontzorgen.debt',
  'ontzorgen.missing_payment',
  'ontzorgen.payments',
];

async function sayWhomToCall(turn: OpenTurn, intent: string): Promise<void> {
  const { phone } = turn.municipality.contact;
  if (!turn.isOpen || !phone || !cannotWait.includes(intent)) return;
  await turn.say({
    key: 'appointments.phone_now',
    values: { phone },
    actions: [
      { type: 'call', title: turn.text('appointments.button_call'), value: `tel:${phone.replace(/[^+\d]/g, '')}` },
    ],
  });
}

const momentOf = (turn: OpenTurn, instant: string) => ({ day: turn.date(instant), time: turn.time(instant) });

const contactOf = (turn: OpenTurn): Record<string, string> => ({
  municipality: turn.municipality.name,
  phone: turn.municipality.contact.phone ?? '',
});
