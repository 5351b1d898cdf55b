import type { OpenTurn } from './open-turn.ts';
import type { Step } from './run-turn.ts';
import { beginIntent } from './run-dialog.ts';
import { answerLanguage } from './language.ts';
import { postBack } from './commands.ts';

/** A session opened by a code or a PIN lasts this long, in ms; it does not slide. */
export const sessionMs = 10 * 60_000;

/** Ties this channel identity to a person when a message held a code, and answers what was asked before it. */
export const identify: Step = async (turn) => {
  const hashes = turn.input.batch.flatMap(({ activity }) => codesIn(activity.channelData));
  if (hashes.length === 0) return false;
  turn.language = turn.state.language ?? answerLanguage(turn);
  const result = await turn.services.people.verify({
    hashes,
    channel: turn.input.channel,
    sender: turn.context.activity.from?.id ?? turn.conversation,
    conversation: turn.conversation,
    municipality: turn.municipality.id,
    activityId: turn.messages[0] ?? '',
  });
  if (typeof result === 'string') {
    const human = postBack('human', '', turn.text('general.button_human'));
    await turn.say({ key: `general.code_${result}`, actions: [human] });
    return true;
  }
  await openSession(turn, result.person);
  return true;
};

/** Opens a session for this person and answers the question that waited for it. */
export async function openSession(turn: OpenTurn, person: string): Promise<void> {
  const { state } = turn;
  state.greeted = true;
  state.person = person;
  state.session = { openedAt: turn.now, until: turn.now + sessionMs };
  const known = await turn.services.people.person(person);
  if (known?.language && !state.language) state.language = turn.language = known.language;
  const asked = state.asked;
  delete state.asked;
  await turn.say({
    key: 'general.session_open',
    values: { name: known?.displayName ?? '', minutes: sessionMs / 60_000 },
  });
  if (asked) await beginIntent(turn, asked.intent);
  else
    await turn.say({
      key: 'general.session_what_now',
      actions: [postBack('ask', 'appointments.next', turn.text('intents.appointments.next'))],
    });
}

const codesIn = (channelData: unknown): string[] => {
  const codes = (channelData as { codes?: unknown } | undefined)?.codes;
  return Array.isArray(codes) ? codes.filter((code): code is string => typeof code === 'string') : [];
};
