import { currentHandoff } from './handoffs.ts';
import type { ScoredIntent } from '../understanding/recognizer.ts';
import type { OpenTurn, Step } from './step.ts';
import { postBack } from './commands.ts';
import { hearFiles } from './files.ts';
import { menuActions } from './language.ts';
import { recognize } from './recognize.ts';
import { passOnMessages } from './span.ts';
import { beginIntent, continueDialog } from './run-dialog.ts';

/** A waiting dialog hears the message first; else it is understood, and its topic answers. Unsure: it asks. */
export const talk: Step = async (turn) => {
  if (turn.messages.length === 0) return false;
  if (turn.context.activity.attachments?.length) await hearFiles(turn);
  else if (!(await continueDialog(turn))) await understand(turn);
  return true;
};

async function understand(turn: OpenTurn): Promise<void> {
  turn.state.topicFrom = turn.input.seq;
  const recognition = await recognize(turn);
  const decided = recognition && turn.services.understanding.decide(recognition);
  if (decided?.decision === 'answer') return beginIntent(turn, decided.intent);
  const choices = decided?.decision === 'clarify' ? choicesAmong(turn, decided.candidates) : [];
  if (choices.length > 0) return clarify(turn, choices);
  turn.intent = 'none';
  // Who waits for a person may add to it: what the computer does not understand, that person reads.
  const waiting = currentHandoff(turn.state);
  if (waiting) passOnMessages(turn, waiting.ticket);
  await turn.say({ key: 'general.none', actions: menuActions(turn) });
}

/** Likely intents that have a title and no button of their own below every such question. */
const choicesAmong = (turn: OpenTurn, candidates: readonly ScoredIntent[]): string[] =>
  candidates
    .map(({ name }) => name)
    .filter((intent) => turn.hasText(`intents.${intent}`))
    .filter((intent) => intent !== 'support.human' && intent !== 'general.menu');

/** The likeliest as buttons, "none of these", and a person. */
const clarify = (turn: OpenTurn, intents: readonly string[]): Promise<void> =>
  turn.say({
    key: 'general.clarify',
    actions: [
      ...intents.map((intent) => postBack('ask', intent, turn.text(`intents.${intent}`))),
      postBack('ask', 'general.menu', turn.text('general.button_none_of_these')),
      postBack('human', '', turn.text('general.button_human')),
    ],
  });
