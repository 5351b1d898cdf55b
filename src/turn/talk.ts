import { currentHandoff } from './handoffs.ts';
import type { OpenTurn, Step } from './step.ts';
import { postBack } from './commands.ts';
import { menuActions } from './language.ts';
import { recognize } from './recognize.ts';
import { passOnMessages } from './span.ts';
import { beginIntent, continueDialog } from './run-dialog.ts';

/** A waiting dialog hears the message first; else it is understood, and its topic answers. Unsure: it asks. */
export const talk: Step = async (turn) => {
  if (turn.messages.length === 0) return false;
  if (turn.context.activity.attachments?.length) await beginIntent(turn, 'support.letter');
  else if (!(await continueDialog(turn))) await understand(turn);
  return true;
};

async function understand(turn: OpenTurn): Promise<void> {
  turn.state.topicFrom = turn.input.seq;
  const recognition = await recognize(turn);
  const decided = recognition && turn.services.understanding.decide(recognition);
  if (decided?.decision === 'answer') return beginIntent(turn, decided.intent);
  if (decided?.decision === 'clarify')
    return clarify(
      turn,
      decided.candidates.map(({ name }) => name),
    );
  turn.intent = 'none';
  // Who waits for a person may add to it: what the computer does not understand, that person reads.
  const waiting = currentHandoff(turn.state);
  if (waiting) passOnMessages(turn, waiting.ticket);
  await turn.say({ key: 'general.none', actions: menuActions(turn) });
}

/** The likeliest as buttons, "none of these", and a person. */
async function clarify(turn: OpenTurn, intents: readonly string[]): Promise<void> {
  const known = intents.filter((intent) => turn.services.texts.has(`intents.${intent}`));
  await turn.say({
    key: 'general.clarify',
    actions: [
      ...known.map((intent) => postBack('ask', intent, turn.text(`intents.${intent}`))),
      postBack('ask', 'general.menu', turn.text('general.button_none_of_these')),
      postBack('human', '', turn.text('general.button_human')),
    ],
  });
}
