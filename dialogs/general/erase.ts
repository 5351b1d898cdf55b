import type { Action } from '../../src/core/activity.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { titled } from '../support/passing-on.ts';

/**
 * Explains, offers a copy first, asks about questions that are still open, asks once more, and erases. A conversation that
 * is tied to somebody takes their code or PIN; one that is not can be erased by who is in it.
 */
export const erase: FormHandler = {
  async next(turn, answers) {
    if (await isRefused(turn)) return undefined;
    const person = await turn.verified();
    if (!answers.first) return askFirst(turn, person !== undefined);
    if (answers.first !== 'go') return undefined;
    if (!answers.open) {
      const { openTickets } = await turn.ownData.known(person);
      if (openTickets.length > 0) return askOpen(turn, openTickets);
    }
    if (answers.open === 'wait' || answers.sure) return undefined;
    return { id: 'sure', key: 'general.data_erase_sure', choices: titled(turn, 'general.data_sure_', ['yes', 'no']) };
  },
  finish: (turn, answers) => finish(turn, answers),
};

async function finish(turn: Turn, answers: Answers): Promise<void> {
  if (turn.ownData.isGroup) return turn.say({ key: 'general.data_not_in_group' });
  if (await isRefused(turn)) return sayCodeFirst(turn);
  const person = await turn.verified();
  if (answers.first === 'copy' && person) {
    const open: Action = {
      type: 'openUrl',
      title: turn.text('general.data_button_open'),
      value: await turn.ownData.page(person),
    };
    const erasing = postBack('ask', 'general.erase', turn.text('general.data_button_erase'));
    return turn.say({ key: 'general.data_export', actions: [open, erasing] });
  }
  if (answers.open === 'wait') return turn.say({ key: 'general.data_kept_open' });
  if (answers.sure !== 'yes') return turn.say({ key: 'general.data_kept' });
  turn.ownData.erase(person);
}

/** Where others read along, or where it may be somebody else who asks. */
const isRefused = async (turn: Turn): Promise<boolean> =>
  turn.ownData.isGroup || ((await turn.verified()) === undefined && (await turn.ownData.isTied()));

function askFirst(turn: Turn, isKnown: boolean): Question {
  return isKnown
    ? {
        id: 'first',
        key: 'general.data_erase_first',
        choices: titled(turn, 'general.data_first_', ['copy', 'go', 'stop']),
      }
    : { id: 'first', key: 'general.data_erase_here', choices: titled(turn, 'general.data_first_', ['go', 'stop']) };
}

const askOpen = (turn: Turn, numbers: readonly string[]): Question => ({
  id: 'open',
  key: 'general.data_erase_open',
  values: { numbers: numbers.join(', ') },
  choices: titled(turn, 'general.data_open_', ['withdraw', 'wait']),
});

async function sayCodeFirst(turn: Turn): Promise<void> {
  turn.state.asked = { intent: 'general.erase', answers: [] };
  const none = postBack('code', 'none', turn.text('general.button_no_code'));
  const page = await turn.pinPage('enter');
  if (!page) {
    const have = postBack('code', 'have', turn.text('general.button_have_code'));
    return turn.say({ key: 'general.data_code_first', actions: [have, none] });
  }
  const open: Action = { type: 'openUrl', title: turn.text('general.button_pin_page'), value: page };
  await turn.say({ key: 'general.pin_first', actions: [open, none] });
}
