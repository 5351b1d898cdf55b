import { ConversationState as FrameworkState } from 'botbuilder';
import type { DialogContext } from './dialogs.ts';
import { DialogSet } from './dialogs.ts';
import type { OpenTurn } from './step.ts';
import { dialogsVersion } from './state.ts';
import { TurnStorage } from './turn-storage.ts';
import { postBack } from './commands.ts';
import type { TopicOptions } from './turn.ts';

/**
 * Begins the dialog of the topic that takes this intent, with what is answered already; without one, says so and offers
 * a person, who then hears what it is about.
 */
export async function beginIntent(turn: OpenTurn, intent: string, answers: Record<string, string> = {}): Promise<void> {
  turn.intent = intent;
  const topic = turn.services.topics.find(({ intents }) => intents.includes(intent));
  if (!topic) {
    return sayNotYet(turn, intent);
  }
  await withDialogs(turn, async (dialogs) => {
    await dialogs.cancelAllDialogs();
    await dialogs.beginDialog(topic.dialog.id, { intent, answers } satisfies TopicOptions);
  });
}

const sayNotYet = (turn: OpenTurn, intent: string): Promise<void> => {
  const title = `intents.${intent}`;
  const human = postBack('human', intent, turn.text('general.button_human'));
  const other = postBack('ask', 'general.menu', turn.text('general.button_none_of_these'));
  return turn.hasText(title)
    ? turn.say({ key: 'general.not_yet_about', values: { about: turn.text(title) }, actions: [human, other] })
    : turn.say({ key: 'general.not_yet', actions: [human, other] });
};

/** Gives the message to the dialog that is waiting for an answer. False when none is, or when it could not use it. */
export async function continueDialog(turn: OpenTurn): Promise<boolean> {
  if (Object.keys(turn.state.dialogs).length === 0) return false;
  if (turn.state.dialogsVersion !== dialogsVersion) {
    turn.state.dialogs = {};
    turn.state.dialogsVersion = dialogsVersion;
    await turn.say({ key: 'general.dialog_restarted' });
    return false;
  }
  let used = false;
  await withDialogs(turn, async (dialogs) => {
    if (!dialogs.activeDialog) return;
    await dialogs.continueDialog();
    used = !turn.interrupted;
    if (turn.interrupted) await dialogs.cancelAllDialogs();
  });
  return used;
}

async function withDialogs(turn: OpenTurn, use: (dialogs: DialogContext) => Promise<void>): Promise<void> {
  const storage = new TurnStorage(turn.state.dialogs);
  const framework = new FrameworkState(storage);
  const set = new DialogSet(framework.createProperty('dialogs'));
  for (const topic of turn.services.topics) set.add(topic.dialog);
  const dialogs = await set.createContext(turn.context);
  await use(dialogs);
  await framework.saveChanges(turn.context, true);
  turn.state.dialogs = dialogs.stack.length > 0 ? storage.items : {};
  turn.state.dialogsVersion = dialogsVersion;
}
