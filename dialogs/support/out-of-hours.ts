import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { titled } from './passing-on.ts';
import { sayStatus } from './status.ts';

const phoneChars = 20;
const mostChars = 1_000;

/** Nobody is there now: the person waits, leaves a message for who reads the ticket, or wants to be called. */
export const outOfHours: FormHandler = {
  next: (turn, answers) => Promise.resolve(turn.openHandoff ? ask(turn, answers) : undefined),
  heard(turn, answers, id) {
    const ticket = turn.openHandoff?.ticket;
    const value = answers[id];
    if (!ticket || !value || value === 'skip') return;
    if (id === 'phone') turn.tellMore(ticket, { headline: [{ key: 'headline.call' }], selfDeclared: { phone: value } });
    if (id === 'words') turn.tellMore(ticket, { headline: [{ key: 'headline.left_message' }] });
  },
  async finish(turn, answers) {
    const { openHandoff: handoff } = turn;
    if (!handoff || answers.chosen === 'wait') return sayStatus(turn);
    if (answers.chosen === 'write') {
      return turn.say({ key: answers.words === 'skip' ? 'support.not_sent_more' : 'support.left_message' });
    }
    // Without a number of their own it is the one that the municipality has.
    if (answers.phone === 'skip') turn.tellMore(handoff.ticket, { headline: [{ key: 'headline.call' }] });
    await turn.say({ key: 'support.will_call', values: { number: handoff.number ?? '' } });
  },
};

function ask(turn: Turn, { chosen, words, phone }: Answers): Question | undefined {
  const choices = titled(turn, 'support.', ['skip']);
  if (chosen === 'write' && !words) return { id: 'words', key: 'support.ask_words', choices, maxChars: mostChars };
  if (chosen === 'call' && !phone) return { id: 'phone', key: 'support.ask_phone', choices, maxChars: phoneChars };
  return undefined;
}
