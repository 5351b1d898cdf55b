import { join } from 'node:path';
import { loadAnswers } from '../answers.ts';
import { factsNamedIn, loadFacts } from '../facts.ts';
import { factsInCode, speakingFiles } from './keys-in-code.ts';
import { readTextFiles } from './text-files.ts';

/** The facts on which no text, answer or dialog rests, by id; a fact is used when one of its letters is. */
export function unusedFacts(root: string): string[] {
  const texts = readTextFiles(root).files.flatMap(({ texts: own }) => [...own.values()]);
  const said = [...loadAnswers(join(root, 'dialogs')).values()].flatMap((answer) => answer.said);
  const used = new Set([
    ...texts.flatMap(factsNamedIn),
    ...said.flatMap(({ facts }) => facts),
    ...speakingFiles(root).flatMap((file) => factsInCode(file).map(({ name }) => name)),
  ]);
  const withoutLetter = new Set([...used].map((id) => id.replace(/[a-z]$/, '')));
  return [...loadFacts(join(root, 'dialogs')).keys()].filter((id) => !used.has(id) && !withoutLetter.has(id));
}
