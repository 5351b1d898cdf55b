import type { Action } from '../../src/core/activity.ts';
import type { Person } from '../../src/core/person.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Turn } from '../../src/turn/turn.ts';

export interface OwnAnswer {
  /** Answered anew when the code or the PIN was right. */
  intent: string;
  /** Why a code is needed, as `topic.key`. */
  codeFirst: string;
  /** What is for everyone, said to whom we do not know. */
  general?(turn: Turn): Promise<void>;
  own(turn: Turn, person: Person): Promise<void>;
}

/** Says it to the person whom it is about; to others what is for everyone, and what is needed first. Nothing personal is said before. */
export async function ownCase(turn: Turn, { intent, codeFirst, general, own }: OwnAnswer): Promise<void> {
  const person = await turn.verified();
  if (person) return own(turn, person);
  await general?.(turn);
  turn.state.asked = { intent, answers: [] };
  const human = postBack('code', 'none', turn.text('general.button_no_code'));
  const page = await turn.pinPage('enter');
  if (page) {
    const open: Action = { type: 'openUrl', title: turn.text('general.button_pin_page'), value: page };
    return turn.say({ key: 'general.pin_first', actions: [open, human] });
  }
  await turn.say({
    key: codeFirst,
    actions: [postBack('code', 'have', turn.text('general.button_have_code')), human],
  });
}
