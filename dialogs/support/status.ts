import { postBack } from '../../src/turn/commands.ts';
import { takeBackButtons, wordsOf } from '../../src/turn/take-back.ts';
import type { HandoffState } from '../../src/turn/turn.ts';
import type { Turn } from '../../src/turn/turn.ts';

/** Which questions wait for a person and before when; each can be taken back. */
export async function sayStatus(turn: Turn): Promise<void> {
  const { openHandoff: handoff } = turn;
  const open = turn.state.handoffs ?? [];
  if (open.length > 1) {
    return turn.say({
      key: 'support.status_several',
      values: { rows: open.map((one) => turn.text('support.open_row', wordsOf(turn, one))).join('\n') },
      actions: takeBackButtons(turn, open),
    });
  }
  if (!handoff) {
    const human = postBack('human', '', turn.text('general.button_human'));
    return turn.say({ key: 'support.status_none', actions: [human] });
  }
  const promised: Record<string, string> = handoff.promise
    ? { day: turn.date(handoff.promise), time: turn.time(handoff.promise) }
    : {};
  await turn.say({
    key: handoff.promise ? 'support.status_waiting' : 'support.status_waiting_no_promise',
    values: { number: handoff.number ?? '', ...promised },
    actions: takeBackButtons(turn, [handoff]),
  });
  await sayPlace(turn, handoff);
}

/** How many are before it, or who has it. */
async function sayPlace(turn: Turn, { ticket, owner }: HandoffState): Promise<void> {
  if (owner) return turn.say({ key: 'support.status_has', values: { name: owner } });
  const count = await turn.before(ticket);
  if (count === undefined) return;
  const key = count === 0 ? 'support.status_first' : count === 1 ? 'support.status_place_one' : 'support.status_place';
  await turn.say({ key, values: { count } });
}
