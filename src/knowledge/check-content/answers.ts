import { join } from 'node:path';
import type { FactAnswer, ScopedText } from '../../core/scope.ts';
import { AnswersError, loadAnswers } from '../answers.ts';
import { factsNamedIn, type Fact } from '../facts.ts';
import type { Catalogue } from './catalogue.ts';
import { filesUnder, type ContentFile } from './content-files.ts';
import { doubtful, wrong, type Problem } from './problem.ts';
import { saysSecondHand } from './wording.ts';

/** Topics whose answers all come from facts, or from a handler of their own. */
const topicsOfFacts = ['leerroute', 'ontzorgen', 'taalhuis'];

interface Content {
  dutch: ReadonlyMap<string, string>;
  /** Undefined when they could not be read. */
  facts: ReadonlyMap<string, Fact> | undefined;
  catalogue: Catalogue;
  /** The code of the topics. */
  code: readonly ContentFile[];
}

/** Whatever `answers.yaml` names is there, and no question that facts answer is left without an answer. */
export function checkAnswers(root: string, content: Content): Problem[] {
  try {
    const answers = loadAnswers(join(root, 'dialogs'));
    return [
      ...[...answers.values()].flatMap((answer) => checkAnswer(fileOf(root, answer.intent), answer, content)),
      ...unanswered(answers, content),
    ];
  } catch (error) {
    if (!(error instanceof AnswersError)) throw error;
    return error.problems.map(({ file, key, what }) =>
      wrong(file.replace(join(root, '/'), '').replaceAll('\\', '/'), key, what),
    );
  }
}

function checkAnswer(file: string, { intent, said, next }: FactAnswer, content: Content): Problem[] {
  const { intents } = content.catalogue;
  return [
    ...(isPartOfOne(intent, intents) ? [] : [wrong(file, intent, 'is no intent, and no part of one')]),
    ...next
      .filter((name) => intents.get(name)?.title === undefined)
      .map((name) => wrong(file, intent, `goes on with ${name}, which is no intent with a title`)),
    ...said.flatMap((text) => checkSaid(file, intent, text, content)),
  ];
}

/** What is said on a choice within an intent adds words to its name: `benefits_rent` is a part of `benefits`. */
const isPartOfOne = (name: string, intents: Catalogue['intents']): boolean =>
  [...intents.keys()].some((intent) => name === intent || name.startsWith(`${intent}_`));

function checkSaid(file: string, intent: string, { text, facts }: ScopedText, content: Content): Problem[] {
  const dutch = content.dutch.get(text);
  const strangers = facts.filter((id) => content.facts?.has(id) === false);
  const isSecondHand = [...facts, ...factsNamedIn(dutch ?? '')].some(
    (id) => content.facts?.get(id)?.confidence === 'V3',
  );
  return [
    ...(dutch === undefined ? [wrong(file, intent, `says ${text}, which is no text of locales/nl`)] : []),
    ...strangers.map((id) => wrong(file, intent, `rests on ${id}, which is no fact`)),
    ...(dutch !== undefined && isSecondHand && !saysSecondHand(dutch)
      ? [doubtful(file, intent, `rests on second hand, and ${text} does not say that we have not seen it there`)]
      : []),
  ];
}

const unanswered = (answers: ReadonlyMap<string, FactAnswer>, { catalogue, code }: Content): Problem[] =>
  [...catalogue.intents.values()]
    .filter(({ name, kind }) => kind === 'answer' && topicsOfFacts.includes(name.split('.')[0] ?? ''))
    .filter(({ name }) => !answers.has(name) && !code.some(({ source }) => source.includes(`'${name}': `)))
    .map(({ name }) =>
      wrong(`dialogs/${name.split('.')[0]}/answers.yaml`, name, 'is answered neither here nor by a handler of its own'),
    );

const fileOf = (root: string, intent: string): string =>
  filesUnder(root, 'dialogs', 'answers.yaml').find(({ source }) => source.includes(`intent: ${intent}\n`))?.path ?? '';
