import type { FactAnswer } from '../../src/core/scope.ts';
import { afterAnswer, askScope, declare, saidTo } from '../../src/turn/from-facts.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { titled } from '../support/passing-on.ts';

const facts: Record<string, string[]> = {
  failed: ['F42', 'F88', 'F94'],
  result: ['F44', 'F90'],
  practice: ['F63', 'F93', 'F125'],
  where: ['F86', 'F89'],
};

/** Registering, level and cost at once; a failed exam, the result, practice and the place when asked for. */
export const exam = (answer: FactAnswer): FormHandler => ({
  async next(turn, answers) {
    if (answers.more) return undefined;
    return (await askScope(turn, answers, answer)) ?? askMore(turn, answers, answer);
  },
  finish: (turn, { more = '' }) =>
    turn.say({
      key: `leerroute.exam_about_${more}`,
      facts: facts[more] ?? [],
      actions: [
        postBack('ask', 'leerroute.exam', turn.text('intents.leerroute.exam')),
        postBack('ask', 'leerroute.extension', turn.text('intents.leerroute.extension')),
        postBack('human', 'leerroute.exam', turn.text('general.button_human')),
      ],
    }),
});

async function askMore(turn: Turn, answers: Answers, answer: FactAnswer): Promise<Question> {
  const scope = await declare(turn, answers);
  const said = saidTo(answer, scope);
  return {
    id: 'more',
    explains: [{ key: said.text, facts: [...said.facts] }],
    key: 'leerroute.exam_more',
    choices: titled(turn, 'leerroute.exam_more_', ['failed', 'result', 'practice', 'where']),
    also: afterAnswer(turn, answer, scope),
  };
}
