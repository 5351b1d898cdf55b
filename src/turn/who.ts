import type { PersonId } from '../core/ids.ts';
import type { Verification } from '../core/person.ts';
import { sessionMs, type Session } from '../core/session.ts';
import { postBack } from './commands.ts';
import { sayNotice } from './greet.ts';
import { sayHeld } from './held.ts';
import { answerLanguage, menuActions } from './language.ts';
import type { OpenTurn, Step } from './step.ts';
import { beginIntent } from './run-dialog.ts';

/** Ties this channel identity to a person when a message held a code, and answers what was asked before it. */
export const identify: Step = async (turn) => {
  const found = turn.input.batch.map(({ activity }) => codesIn(activity.channelData));
  const hashes = found.flatMap(({ codes }) => codes);
  if (hashes.length === 0 && !found.some(({ mistyped }) => mistyped)) return false;
  turn.language = turn.state.language ?? answerLanguage(turn);
  const result = await tryCodes(turn, hashes);
  if (result.result === 'linked') await openSession(turn, 'code', result.person);
  else
    await turn.say({
      key: `general.code_${result.result}`,
      actions: [postBack('human', '', turn.text('general.button_human'))],
    });
  return true;
};

async function tryCodes(turn: OpenTurn, hashes: readonly string[]): Promise<Verification> {
  for (const codeHash of hashes) {
    const verified = await turn.services.people.verifyCode({
      codeHash,
      identity: turn.identity,
      conversation: turn.conversation,
      municipality: turn.municipality.id,
      activityId: turn.messages[0] ?? '',
    });
    if (verified.result !== 'refused') return verified;
  }
  return { result: 'refused', triesLeft: 0 };
}

/**
 * Opens a session for this person and answers the question that waited for it. Not when another person's code was used
 * here since: a code or PIN opens what is its owner's, never what is the other one's.
 */
export async function openSession(turn: OpenTurn, by: Session['by'], person: PersonId): Promise<void> {
  const { state } = turn;
  const known = await turn.services.people.personOf(turn.identity, turn.municipality.id);
  if (known?.person.id !== person) return turn.say({ key: 'general.code_type_it' });
  const isSomebodyElse = state.person !== undefined && state.person !== person;
  if (isSomebodyElse) forgetOther(turn);
  state.greeted = true;
  state.person = known.person.id;
  state.session = { person: known.person.id, openedAt: turn.now, by };
  const { language } = known.person;
  if (language && !state.language && turn.municipality.languages.includes(language)) {
    state.language = turn.language = language;
  }
  const asked = state.asked;
  delete state.asked;
  const values = { name: known.person.displayName, minutes: sessionMs / 60_000 };
  await turn.say({ key: 'general.session_open', values, clearsAbove: isSomebodyElse });
  await sayNotice(turn);
  await sayHeld(turn, person);
  if (asked) await beginIntent(turn, asked.intent);
  else await turn.say({ key: 'general.session_what_now', actions: menuActions(turn) });
  if (by === 'code') await offerPin(turn);
}

/** What the person before left in this conversation is not the next one's: neither to hear nor to pass on. */
function forgetOther(turn: OpenTurn): void {
  const { state } = turn;
  turn.alsoAnswers.push(...(state.handoffs ?? []).flatMap(({ unanswered }) => unanswered));
  delete state.handoffs;
  delete state.last;
  delete state.declared;
  delete state.reach;
  state.shownFrom = turn.input.seq;
  state.dialogs = {};
  state.topicFrom = turn.input.seq;
}

/** With a PIN the person opens the next session without a new code. */
async function offerPin(turn: OpenTurn): Promise<void> {
  const page = await turn.pinPage('choose');
  if (page)
    await turn.say({
      key: 'general.choose_pin',
      actions: [{ type: 'openUrl', title: turn.text('general.button_choose_pin'), value: page }],
    });
}

/** What the mailbox left in the place of codes: keyed hashes of those that fit, and how many were mistyped. */
function codesIn(channelData: unknown): { codes: string[]; mistyped: number } {
  const { codes, mistyped } = (channelData ?? {}) as { codes?: unknown; mistyped?: unknown };
  return {
    codes: Array.isArray(codes) ? codes.filter((code): code is string => typeof code === 'string') : [],
    mistyped: Number(mistyped ?? 0),
  };
}
