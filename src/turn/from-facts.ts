import type { Action } from '../core/activity.ts';
import { groups, laws, missingScope, textFor, type FactAnswer, type Scope, type ScopedText } from '../core/scope.ts';
import { postBack } from './commands.ts';
import type { Answers, FormHandler, Question } from './topic-dialog.ts';
import type { Turn } from './turn.ts';

/** Says what the facts say, to the person whom it is about: asks law and group only where the answer differs by them. */
export const fromFacts = (answer: FactAnswer): FormHandler => ({
  next: (turn, answers) => askScope(turn, answers, answer),
  async finish(turn, answers) {
    const scope = await declare(turn, answers);
    const said = saidTo(answer, scope);
    await turn.say({ key: said.text, facts: [...said.facts], actions: afterAnswer(turn, answer, scope) });
  },
});

/** Handlers for these intents, from the table. Throws when the table lacks one. */
export const allFromFacts = (
  answers: ReadonlyMap<string, FactAnswer>,
  intents: readonly string[],
): Record<string, FormHandler> =>
  Object.fromEntries(intents.map((intent) => [intent, fromFacts(answerOf(answers, intent))]));

export function answerOf(answers: ReadonlyMap<string, FactAnswer>, intent: string): FactAnswer {
  const answer = answers.get(intent);
  if (!answer) throw new Error(`no answers.yaml says anything on ${intent}`);
  return answer;
}

/** Asks by what a person can see: the words in their letter, and who got asylum. "I do not know" is an answer. */
export async function askScope(turn: Turn, answers: Answers, answer: FactAnswer): Promise<Question | undefined> {
  const missing = missingScope(answer, { ...(await turn.scope()), ...scopeIn(answers) });
  if (!missing) return undefined;
  const choices =
    missing === 'law'
      ? [...laws, 'unknown'].map((value) => ({ value, title: turn.text(`general.law_${value}`) }))
      : [...groups, 'unknown'].map((value) => ({ value, title: turn.text(`general.group_${value}`) }));
  return { id: missing, key: `general.ask_${missing}`, choices };
}

/** Under which rules this person falls, after what was just answered; kept for this conversation as their own word. */
export async function declare(turn: Turn, answers: Answers): Promise<Scope> {
  const said = scopeIn(answers);
  if (Object.keys(said).length > 0) turn.state.declared = { ...turn.state.declared, ...said };
  return turn.scope();
}

/** The text that fits. */
export function saidTo(answer: FactAnswer, scope: Scope): ScopedText {
  const said = textFor(answer, scope);
  if (!said) throw new Error(`nothing is said to everyone on ${answer.intent}`);
  return said;
}

/** One or two next steps, more, and a person; and a way back for who chose the wrong law or group. */
export function afterAnswer(turn: Turn, answer: FactAnswer, scope: Scope): Action[] {
  const isScoped = answer.said.length > 1 && scope.basis === 'self';
  return [
    ...answer.next.map((intent) => postBack('ask', intent, turn.text(`intents.${intent}`))),
    ...(isScoped ? [postBack('scope', answer.intent, turn.text('general.button_not_me'))] : []),
    postBack('more', answer.intent, turn.text('general.button_more')),
    postBack('human', answer.intent, turn.text('general.button_human')),
  ];
}

const scopeIn = ({ law, group }: Answers): Scope => ({
  ...(law ? { law: law as NonNullable<Scope['law']> } : {}),
  ...(group ? { group: group as NonNullable<Scope['group']> } : {}),
});
