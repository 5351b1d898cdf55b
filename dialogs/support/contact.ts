import type { Action } from '../../src/core/activity.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { AnswerHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';

/** Who answers for this person: their own case worker when we know who asks, else the desk. */
export const contact: AnswerHandler = {
  async answer(turn) {
    const { name: municipality, contact: desk, staff } = turn.municipality;
    const person = await turn.verified();
    const own = staff.find(({ id }) => id === person?.caseWorker);
    if (own) {
      const rows = rowsOf(turn, { ...desk, ...own.contact });
      await turn.say({ key: 'support.contact_own', values: { name: own.name, municipality, rows } });
    } else {
      await turn.say({ key: 'support.contact', values: { municipality, rows: rowsOf(turn, desk) } });
    }
    const actions = [...(person ? [] : haveCode(turn)), postBack('human', '', turn.text('general.button_human'))];
    await turn.say({ key: turn.isOpen ? 'support.open_now' : 'support.closed_now', actions });
  },
};

/** With a code the question is answered by name. */
function haveCode(turn: Turn): Action[] {
  turn.state.asked = { intent: 'support.my_contact', answers: [] };
  return [postBack('code', 'have', turn.text('general.button_have_code'))];
}

interface Ways {
  phone?: string;
  email?: string;
  address?: string;
}

const rowsOf = (turn: Turn, { phone, email, address }: Ways): string =>
  [
    ...(phone ? [turn.text('support.row_phone', { phone })] : []),
    ...(email ? [turn.text('support.row_email', { email })] : []),
    ...(address ? [turn.text('support.row_address', { address })] : []),
  ].join('\n');
