import type { FactAnswer } from '../../src/core/scope.ts';
import type { Answers, FormHandler } from '../../src/turn/topic-dialog.ts';
import { explainThenPerson } from '../support/explain-then-person.ts';

const hasLetter = ({ from }: Answers): boolean => from !== undefined && from !== 'none';

/** Whether there is a letter comes first: then days run (D2). Never yes, never no (D1); no amounts. */
export function fine(answer: FactAnswer): FormHandler {
  const toPerson = explainThenPerson(answer, {
    urgency: 'urgent',
    isCalmWithoutLetter: true,
    senders: ['duo', 'gemeente', 'bailiff', 'other', 'none'],
    variant: (answers) => (hasLetter(answers) ? '_letter' : ''),
    also(turn, { age }) {
      if (age === 'older') return [{ key: 'leerroute.fine_older', facts: ['F134', 'F136'] }];
      return age === 'week' && !turn.isOpen ? [{ key: 'leerroute.fine_calm', facts: ['F134'] }] : [];
    },
  });
  return {
    ...toPerson,
    async next(turn, answers) {
      const question = await toPerson.next(turn, answers);
      return question?.id === 'from' ? { ...question, key: 'leerroute.fine_ask_letter' } : question;
    },
  };
}
