import type { Action } from '../core/activity.ts';
import type { PersonId } from '../core/ids.ts';
import type { TicketAnswer } from '../core/ticket.ts';
import { postBack } from './commands.ts';
import { changeHandoff, handoffOf } from './handoffs.ts';
import { pushNews } from './reach.ts';
import { spanOf } from './span.ts';
import type { OpenTurn, Step } from './step.ts';

/** More than this do not wait in one conversation: the case worker reads that the next one was not delivered. */
const most = 20;

/**
 * What a case worker answers. To a verified person it is said only while they may be answered personally: else it waits,
 * and only that there is news is said. What is not for whoever is here now comes back as not delivered.
 */
export async function hearAnswer(turn: OpenTurn, answer: TicketAnswer): Promise<void> {
  const { state } = turn;
  if (!isTheirs(turn, answer)) return returnToSender(turn, answer);
  const mayHear = answer.person === undefined || (await turn.verified())?.id === answer.person;
  if (!mayHear && (state.held?.length ?? 0) >= most) return returnToSender(turn, answer);
  turn.alsoAnswers.push(...(handoffOf(state, answer.ticket)?.unanswered ?? []));
  changeHandoff(state, answer.ticket, { unanswered: [] });
  const { from, to } = spanOf(turn);
  pushNews(turn);
  if (mayHear) {
    await turn.sayVerbatim(answer.text, answer);
    // The reply follows what was heard; its claimer reads it back in the transcript.
    return tell(turn, answer, 'answer.said', { from, to: to + 1 });
  }
  state.held = [...(state.held ?? []), answer];
  await sayNews(turn);
  tell(turn, answer, 'answer.notified', { from, to: to + 1 });
}

/** Says what waited for this person, each once and in the order in which it came, in a message of its own. */
export async function sayHeld(turn: OpenTurn, person: PersonId): Promise<void> {
  const { held = [] } = turn.state;
  const theirs = held.filter((answer) => answer.person === person);
  if (theirs.length === 0) return;
  const left = held.filter((answer) => answer.person !== person);
  if (left.length > 0) turn.state.held = left;
  else delete turn.state.held;
  const at = spanOf(turn).to + 1 + turn.endMessage();
  for (const answer of theirs) await turn.sayVerbatim(answer.text, answer);
  turn.endMessage();
  const told = new Map(theirs.map((answer) => [answer.ticket, answer]));
  for (const answer of told.values()) tell(turn, answer, 'answer.said', { from: at, to: at });
}

/** A phone that became somebody's own needs no code: what waited is said with the next message. */
export const sayWhatWaited: Step = async (turn) => {
  if (!turn.state.held?.length) return false;
  const person = await turn.verified();
  if (person) await sayHeld(turn, person.id);
  return false;
};

/** Another person's code was used here since, or who asked was never known: it is not theirs to read. */
function isTheirs({ state }: OpenTurn, { ticket, person }: TicketAnswer): boolean {
  if (person !== undefined) return state.person === undefined || state.person === person;
  return state.shownFrom === undefined || handoffOf(state, ticket) !== undefined;
}

async function sayNews(turn: OpenTurn): Promise<void> {
  const page = await turn.pinPage('enter');
  const open: Action[] = page ? [{ type: 'openUrl', title: turn.text('general.button_pin_page'), value: page }] : [];
  const code = postBack('code', 'have', turn.text('general.button_have_code'));
  await turn.say({ key: 'general.news', actions: [...open, code] });
}

function tell(turn: OpenTurn, { ticket }: TicketAnswer, name: string, value: object): void {
  turn.passedOn.push({ to: ticket, activity: { type: 'event', name, value } });
}

function returnToSender(turn: OpenTurn, answer: TicketAnswer): void {
  tell(turn, answer, 'delivery.failed', { entry: turn.input.batch[0]?.id });
}
