import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { aboutLetter, askLetter } from '../support/letter.ts';
import { titled } from '../support/passing-on.ts';
import { askReach, openOn, passAtOnce, sayTold, tellReach } from './at-once.ts';

const intent = 'ontzorgen.debt';
const senders = ['bailiff', 'landlord', 'energy', 'other', 'none'] as const;

/** Debts, a bailiff, eviction, cut off: first the ticket, then three taps that help who reads it (D35). */
export const debt: FormHandler = {
  async next(turn, answers) {
    if (!answers.ticket || openOn(turn, intent)?.ticket !== answers.ticket) return undefined;
    return askLetter(turn, answers, senders) ?? askDoor(turn, answers) ?? (await askReach(turn, answers));
  },
  heard(turn, answers, id) {
    const headline = partsOf(answers, id);
    if (headline.length > 0) turn.tellMore(answers.ticket ?? '', { headline });
    else tellReach(turn, answers, id);
  },
  async finish(turn, answers) {
    const open = answers.ticket ? openOn(turn, intent) : await passAtOnce(turn, { intent, headline: [], asksOn: true });
    if (!open && !answers.ticket) return;
    await sayTold(turn, open);
    await turn.say({ key: 'ontzorgen.debt_help', facts: ['F136'] });
  },
};

function askDoor(turn: Turn, { door }: Answers): Question | undefined {
  if (door) return undefined;
  return { id: 'door', key: 'ontzorgen.ask_door', choices: titled(turn, 'ontzorgen.door_', ['yes', 'no']) };
}

const partsOf = ({ from, age, door }: Answers, id: string): HeadlinePart[] => {
  if (id === 'from' && from) return aboutLetter({ from });
  if (id === 'age' && age) return aboutLetter({ age });
  return id === 'door' && door === 'yes' ? [{ key: 'headline.at_the_door' }] : [];
};
