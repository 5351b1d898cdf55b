/** Writes docs/coverage.md: the questions that people ask, each sent through the real turn, beside what is known of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languages } from '../../src/core/locale.ts';
import { createLocalRecognizer } from '../../src/understanding/registry.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { open, root, type Heard, type Played } from './play.ts';

const here = import.meta.dirname;
const repository = join(here, '../..');

const questionSchema = z.array(
  z.strictObject({
    no: z.string(),
    says: z.string(),
    lang: z.enum(languages),
    intent: z.string(),
    facts: z.array(z.string()),
    kind: z.string(),
  }),
);
type Question = z.infer<typeof questionSchema>[number];

/** Whom an answer can be for: what they would tap when they are asked. */
const scopes = ['2021', '2013'].flatMap((law) =>
  ['asylum', 'asylum_family', 'family', 'other', 'unknown'].map((group) => ({ law, group })),
);
const everyScope = [...scopes, { law: 'none', group: 'unknown' }, { law: 'unknown', group: 'unknown' }];

interface Answer {
  /** For whom, as law and group; or `everyone`. */
  scope: string;
  texts: string[];
  facts: string[];
  person: 'form' | 'button' | 'no';
}

interface Covered {
  question: Question;
  /** What the turn understood; `?` when it asked by buttons, `-` when it did not understand. */
  understood: string;
  answers: Answer[];
  /** What a verified person hears. */
  own: Answer;
  /** What stands behind the buttons of a topic's own question. */
  behind: Answer[];
}

/** Of the facts named in the question, those that no answer rests on. */
const missing = ({ question, answers, own, behind }: Covered): string[] => {
  const said = new Set(
    [...answers, own, ...behind].flatMap(({ facts }) => facts).map((id) => id.replace(/[a-z]+$/, '')),
  );
  return question.facts.filter((fact) => !said.has(fact));
};

async function cover(question: Question, recognizer: Recognizer): Promise<Covered> {
  const first = await inConversation(question, recognizer, {}, (played) =>
    played.does({ say: question.says, expect: { texts: [] } }),
  );
  const understood = understoodIn(first);
  const unscoped = await answerFor(question, recognizer, {});
  const asksScope = unscoped.heard.some(asks('law')) || unscoped.heard.some(asks('group'));
  const answers: Answer[] = [];
  for (const scope of asksScope ? everyScope : []) {
    const { heard } = await answerFor(question, recognizer, scope);
    const answer = answerOf(heard, `${scope.law} ${scope.group}`);
    const same = answers.find(({ texts }) => texts.join() === answer.texts.join());
    if (same) same.scope = `${same.scope}, ${answer.scope}`;
    else answers.push(answer);
  }
  if (!asksScope) answers.push(answerOf(unscoped.heard, 'everyone'));
  const own = await answerFor(question, recognizer, { as: 'demo-amina' });
  const behind: Answer[] = [];
  for (const choice of ownChoices(question, unscoped.heard)) {
    for (const scope of [{ law: '2021', group: 'asylum' }, { law: '2021', group: 'family' }, everyScope.at(-1)!]) {
      const { heard } = await answerFor(question, recognizer, { ...scope, choice });
      const answer = answerOf(heard, choice);
      if (!behind.some(({ texts }) => texts.join() === answer.texts.join())) behind.push(answer);
    }
  }
  return { question, understood, answers, own: answerOf(own.heard, 'Amina'), behind };
}

/** The choices of a question that is the topic's own: neither law, group nor whether it may be passed on. */
function ownChoices({ intent }: Question, heard: readonly Heard[]): string[] {
  const last = heard.at(-1)!;
  const isShared = last.texts.some((key) => /\.ask_(law|group|send|first_name|phone)$/.test(key));
  const isOwn = (value: string): boolean => value.startsWith('choose:') || value.startsWith(`ask:${intent}-`);
  return isShared ? [] : last.buttons.filter(isOwn);
}

type Wanted = { law?: string; group?: string; as?: string; choice?: string };

/** The answer behind the intent: goes on as this person would when law and group are asked. */
async function answerFor(question: Question, recognizer: Recognizer, wanted: Wanted): Promise<{ heard: Heard[] }> {
  return inConversation(question, recognizer, wanted, async (played) => {
    const heard = [
      question.intent === 'support.emergency'
        ? await played.does({ say: question.says, expect: { texts: [] } })
        : await played.sends(`ask:${question.intent}`),
    ];
    if (wanted.choice) heard.push(await played.sends(wanted.choice));
    for (const part of ['law', 'group', 'group'] as const) {
      const value = wanted[part];
      if (value && asks(part)(heard.at(-1)!)) heard.push(await played.sends(`choose:${value}`));
    }
    return { heard };
  });
}

const asks =
  (part: 'law' | 'group') =>
  ({ texts }: Heard): boolean =>
    texts.includes(`general.ask_${part}`);

async function inConversation<T>(
  { lang }: Question,
  recognizer: Recognizer,
  { as }: Wanted,
  use: (played: Played) => Promise<T>,
): Promise<T> {
  const played = await open(
    { name: '', language: lang, municipality: 'wegstad', steps: [], ...(as ? { as } : {}) },
    recognizer,
  );
  try {
    return await use(played);
  } finally {
    await played.close();
  }
}

function understoodIn({ intent, texts }: Heard): string {
  if (texts.some((key) => key.startsWith('support.danger'))) return 'support.emergency';
  if (texts.includes('general.clarify')) return '?';
  return intent === undefined || intent === 'none' ? '-' : intent;
}

function answerOf(heard: readonly Heard[], scope: string): Answer {
  const texts = heard.flatMap((one) => one.texts).filter((key) => !/^general\.(ask_|unreviewed|intro)/.test(key));
  const buttons = heard.flatMap((one) => one.buttons);
  const person = heard.some(({ ticket }) => ticket) || buttons.some((value) => value.startsWith('choose:'));
  return {
    scope,
    texts: [...new Set(texts)],
    facts: [...new Set(heard.flatMap(({ facts }) => facts))],
    person: person ? 'form' : buttons.some((value) => /^(human:|code:none)/.test(value)) ? 'button' : 'no',
  };
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function page(covered: readonly Covered[]): string {
  const right = covered.filter(({ understood, question }) => understood === question.intent).length;
  const asked = covered.filter(({ understood }) => understood === '?').length;
  const rests = covered.filter(
    (one) => one.question.facts.length === 0 || missing(one).length < one.question.facts.length,
  );
  const alone = covered.filter((one) => [...one.answers, one.own].some(({ person }) => person === 'no'));
  const lines = covered.flatMap((one) => {
    const { question, understood, answers, own, behind } = one;
    const said = (answer: Answer): string =>
      `**${answer.scope}**: ${answer.texts.join(', ')}${answer.facts.length ? ` (${answer.facts.join(', ')})` : ''}; person: ${answer.person}`;
    const differs = own.texts.join() !== answers[0]?.texts.join();
    return row(
      question.no,
      question.says,
      `${question.intent}; ${question.kind}; ${question.facts.join(', ')}`,
      understood === question.intent ? 'right' : understood,
      [...answers, ...(differs ? [own] : []), ...behind].map(said).join('<br>'),
      missing(one).join(', '),
    );
  });
  return `# Coverage

Written by \`npm run coverage\`; do not edit. ${covered.length} questions of newcomers (Q), volunteers (V) and case workers (K),
and those where a wrong answer harms (D), each sent through the real turn with the trained recognizer. Where people are
asked for law and group, every combination was tapped. "Said" names the texts of \`locales/\`, and the facts that they rest on.
A question that is not understood shows what stands behind its intent all the same.

- understood: ${right} of ${covered.length}; asked by buttons instead: ${asked}
- the answer rests on at least one of the facts named: ${rests.length} of ${covered.length}
- an answer without a way to a person: ${alone.length}${alone.length ? ` (${alone.map(({ question }) => question.no).join(', ')})` : ''}

| no | what is said to it | about; kind; facts | understood as | said | facts not used |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}

const recognizer = await createLocalRecognizer({
  localesDir: root.locales,
  modelsDir: join(repository, 'data', 'models'),
});
const questions = questionSchema.parse(parse(readFileSync(join(here, 'questions.yaml'), 'utf8')));
const covered: Covered[] = [];
for (const question of questions) {
  covered.push(await cover(question, recognizer));
  process.stderr.write(`${question.no} `);
}
writeFileSync(join(repository, 'docs/coverage.md'), page(covered));
process.stderr.write('\n');
const { right, total } = {
  right: covered.filter(({ understood, question }) => understood === question.intent).length,
  total: covered.length,
};
process.stdout.write(`${JSON.stringify({ questions: total, understood: right })}\n`);
