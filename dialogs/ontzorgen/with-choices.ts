import type { FactAnswer, ScopedText } from '../../src/core/scope.ts';
import { askChosen } from '../../src/turn/commands.ts';
import { afterAnswer, answerOf, askScope, declare, saidTo } from '../../src/turn/from-facts.ts';
import type { Answers, FormHandler } from '../../src/turn/topic-dialog.ts';

/**
 * An answer from facts with a button for each part of it that has an answer of its own: `<intent>_<choice>`. `isFor`:
 * whether the parts are for whom this was said to.
 */
export function withChoices(
  answers: ReadonlyMap<string, FactAnswer>,
  intent: string,
  choices: readonly string[],
  isFor: (said: ScopedText) => boolean = () => true,
): FormHandler {
  const whole = answerOf(answers, intent);
  const answerTo = new Map(choices.map((choice) => [choice, { ...answerOf(answers, `${intent}_${choice}`), intent }]));
  const chosenOf = ({ chosen = '' }: Answers): FactAnswer => answerTo.get(chosen) ?? whole;
  return {
    next: (turn, answers) => askScope(turn, answers, chosenOf(answers)),
    async finish(turn, answers) {
      const answer = chosenOf(answers);
      const scope = await declare(turn, answers);
      const said = saidTo(answer, scope);
      const parts = answer === whole && isFor(said) ? choices : [];
      const buttons = parts.map((choice) => askChosen(intent, choice, turn.text(`${intent}_button_${choice}`)));
      const actions = [...buttons, ...afterAnswer(turn, answer, scope)];
      await turn.say({ key: said.text, facts: [...said.facts], actions });
    },
  };
}
