import type { Fact } from '../facts.ts';
import { doubtful, wrong, type Problem } from './problem.ts';
import type { TextFile } from './text-files.ts';

/** Two short sentences and one thing to do; more is not read. */
const maxTextChars = 320;
/** WhatsApp cuts a button's title here. */
const maxTitleChars = 20;
/** What only web pages and mails show, which have room. */
const pageTopics = ['page', 'console', 'headline', 'alert'];

export interface Wording {
  /** Undefined when they could not be read. */
  facts: ReadonlyMap<string, Fact> | undefined;
  buttons: ReadonlySet<string>;
  /** Whether an intent is on money, fines, permits, health or terms. */
  isCareful(intent: string): boolean;
}

/** What a single text may not be: empty, with a fact that is not there, with an amount where one does harm; too long is told. */
export function checkWording(files: readonly TextFile[], wording: Wording): Problem[] {
  return files.flatMap(({ path, topic, texts }) =>
    [...texts].flatMap(([key, text]) => {
      if (text.trim() === '') return [wrong(path, key, 'is empty')];
      return [
        ...strangeFacts(path, key, text, wording.facts),
        ...amounts(path, `${topic}.${key}`, text, wording),
        ...(pageTopics.includes(topic) ? [] : lengths(path, topic, key, text, wording)),
      ];
    }),
  );
}

const factsIn = (text: string): string[] => [...text.matchAll(/\{\{(F\d+[a-z]?)\}\}/g)].map(([, id]) => id ?? '');

const strangeFacts = (path: string, key: string, text: string, facts: Wording['facts']): Problem[] =>
  factsIn(text).flatMap((id) => {
    if (!facts) return [];
    const fact = facts.get(id);
    if (fact === undefined) return [wrong(path, key, `{{${id}}} is no fact`)];
    return fact.value === undefined ? [wrong(path, key, `{{${id}}} has no value to show`)] : [];
  });

const amount = /€|(?<!\p{L})(?:euro|euros|eur|cent)(?!\p{L})|يورو|یورو|євро|avro|ዩሮ|yuuro/iu;

/** Amounts change twice a year and differ by person: on money, fines, permits, health, terms and danger none is said. */
function amounts(path: string, key: string, text: string, { isCareful, facts }: Wording): Problem[] {
  const [topic = '', name = ''] = key.split('.');
  const isDangerous = key.startsWith('support.danger_') || isCareful(key) || intentsOf(topic, name).some(isCareful);
  if (!isDangerous) return [];
  const isMoney = amount.test(text) || factsIn(text).some((id) => amount.test(facts?.get(id)?.unit ?? ''));
  return isMoney ? [wrong(path, name, 'has an amount in it')] : [];
}

/** The intents that a key can belong to: `fine_letter_first` belongs to `fine` and to `fine_letter`. */
const intentsOf = (topic: string, name: string): string[] =>
  name.split('_').map((_, end, words) => `${topic}.${words.slice(0, end + 1).join('_')}`);

function lengths(path: string, topic: string, key: string, text: string, { buttons, facts }: Wording): Problem[] {
  const chars = [...filled(text, facts)].length;
  if (buttons.has(`${topic}.${key}`))
    return chars > maxTitleChars
      ? [doubtful(path, key, `a button of ${chars} characters; WhatsApp shows ${maxTitleChars}`)]
      : [];
  return chars > maxTextChars
    ? [doubtful(path, key, `${chars} characters; more than ${maxTextChars} is not read`)]
    : [];
}

/** With the values of facts; other placeholders count as they stand. */
const filled = (text: string, facts: Wording['facts']): string =>
  text.replace(/\{\{(\w+)\}\}/g, (placeholder, id: string) => String(facts?.get(id)?.value ?? placeholder));
