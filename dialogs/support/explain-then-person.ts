import type { FactAnswer } from '../../src/core/scope.ts';
import { askScope, declare, saidTo } from '../../src/turn/from-facts.ts';
import type { Answers, FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Saying, Turn } from '../../src/turn/turn.ts';
import { askLetter } from './letter.ts';
import { straightToPerson, type StraightToPerson } from './straight-to-person.ts';

export interface ExplainThenPerson extends StraightToPerson {
  /** What the name of the text that fits ends in after these answers, as `_letter`. */
  variant?(answers: Answers): string;
  /** What is said besides. */
  also?(turn: Turn, answers: Answers): Pick<Saying, 'key' | 'facts'>[];
}

/** What explains by law and group, and then goes to a person: a letter, who it is for, the explanation, and the ticket. */
export function explainThenPerson(answer: FactAnswer, { variant, also, ...wish }: ExplainThenPerson = {}): FormHandler {
  const toPerson = straightToPerson(answer.intent, wish);

  async function explanation(turn: Turn, answers: Answers): Promise<Pick<Saying, 'key' | 'facts'>[]> {
    const { text, facts } = saidTo(answer, await declare(turn, answers));
    return [{ key: `${text}${variant?.(answers) ?? ''}`, facts: [...facts] }, ...(also?.(turn, answers) ?? [])];
  }

  return {
    async next(turn, answers) {
      const question = askLetter(turn, answers, wish.senders) ?? (await askScope(turn, answers, answer));
      if (question) return question;
      const person = await toPerson.next(turn, answers);
      const isTold = answers.firstName !== undefined || answers.send !== undefined;
      return person && !isTold ? { ...person, explains: await explanation(turn, answers) } : person;
    },
    finish: (turn, answers) => toPerson.finish(turn, answers),
  };
}
