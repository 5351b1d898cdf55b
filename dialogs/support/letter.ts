import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { Answers, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { titled } from './passing-on.ts';

/** `none`: there is no letter. */
export type Sender = 'duo' | 'gemeente' | 'bailiff' | 'landlord' | 'energy' | 'other' | 'none';

/** From whom, and how old by the date on it (D2, D35): two taps, no typing. */
export function askLetter(turn: Turn, answers: Answers, senders?: readonly Sender[]): Question | undefined {
  if (!senders) return undefined;
  if (!answers.from) {
    return { id: 'from', key: 'support.ask_from', choices: titled(turn, 'support.from_', senders) };
  }
  if (answers.from !== 'none' && !answers.age) {
    const choices = titled(turn, 'support.age_', ['week', 'month', 'older', 'unknown']);
    return { id: 'age', key: 'support.ask_age', choices };
  }
  return undefined;
}

/** For the case worker. */
export const aboutLetter = ({ from, age }: Answers): HeadlinePart[] => [
  ...(from ? [{ key: `headline.from_${from}` }] : []),
  ...(age ? [{ key: `headline.age_${age}` }] : []),
];
