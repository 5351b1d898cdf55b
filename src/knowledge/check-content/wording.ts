import { leadingLanguage } from '../../core/locale.ts';
import { factsNamedIn, isConfirmed, unconfirmedKey, type Fact } from '../facts.ts';
import { doubtful, wrong, type Problem } from './problem.ts';
import type { TextFile } from './text-files.ts';

/** Two short sentences and one thing to do; more is not read. */
const maxTextChars = 320;
/** WhatsApp cuts a button's title here. */
const maxTitleChars = 20;
/** What only web pages and mails show, which have room. */
const pageTopics = ['page', 'console', 'coordinator', 'headline', 'alert'];

export interface Wording {
  /** Undefined when they could not be read. */
  facts: ReadonlyMap<string, Fact> | undefined;
  buttons: ReadonlySet<string>;
  /** Whether an intent is on money, fines, permits, health or terms. */
  isCareful(intent: string): boolean;
}

/** What a single text may not be: empty, with a fact that may not be shown, with an amount; too long is told. */
export function checkWording(files: readonly TextFile[], wording: Wording): Problem[] {
  return files.flatMap(({ path, language, topic, texts }) =>
    [...texts].flatMap(([key, text]) => {
      if (text.trim() === '') return [wrong(path, key, 'is empty')];
      return [
        ...factsNamedIn(text).flatMap((id) => checkFact(path, key, id, texts, wording.facts)),
        ...amounts(path, `${topic}.${key}`, text, wording),
        ...(language === leadingLanguage ? ofLeading(path, `${topic}.${key}`, text, wording) : []),
        ...(pageTopics.includes(topic) ? [] : lengths(path, topic, key, text, wording)),
      ];
    }),
  );
}

function checkFact(
  path: string,
  key: string,
  id: string,
  texts: ReadonlyMap<string, string>,
  facts: Wording['facts'],
): Problem[] {
  if (!facts) return [];
  const fact = facts.get(id);
  if (fact === undefined) return [wrong(path, key, `{{${id}}} is no fact`)];
  if (fact.confidence === 'open') return [wrong(path, key, `{{${id}}} is open: it is never said`)];
  if (fact.value === undefined) return [wrong(path, key, `{{${id}}} has no value to show`)];
  if (isConfirmed(fact) || texts.has(unconfirmedKey(key))) return [];
  const what = key.endsWith(unconfirmedKey(''))
    ? `{{${id}}} is not confirmed (${fact.confidence})`
    : `{{${id}}} is not confirmed (${fact.confidence}): ${unconfirmedKey(key)} must say it without`;
  return [wrong(path, key, what)];
}

const currency = /€|(?<!\p{L})(?:euro|euros|eur|cent)(?!\p{L})|يورو|یورو|євро|avro|ዩሮ|yuuro/iu;
const literalAmount = new RegExp(`(?:${currency.source})\\s*\\p{N}|\\p{N}\\s*(?:${currency.source})`, 'iu');

/** Amounts stand in facts, so that they change in one place; on fines and danger none is said, whatever is known. */
function amounts(path: string, key: string, text: string, { facts }: Wording): Problem[] {
  const name = key.slice(key.indexOf('.') + 1);
  if (literalAmount.test(text)) return [wrong(path, name, 'has an amount in it: name a fact')];
  if (!/^support\.danger_|^leerroute\.(?:.*_)?fine(?:_|$)/.test(key)) return [];
  const isMoney = currency.test(text) || factsNamedIn(text).some((id) => currency.test(facts?.get(id)?.unit ?? ''));
  return isMoney ? [wrong(path, name, 'has an amount in it')] : [];
}

/** Words of a Dutch text that tell that a fact is known at second hand. */
export const saysSecondHand = (text: string): boolean => /\bniet (?:zelf )?(?:bij|gezien)\b/i.test(text);

const limit =
  /(?:\p{N}|(?<!\p{L})(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf))\s+(?:dag|dagen|week|weken|maand|maanden|jaar|uur|uren)(?!\p{L})/iu;

/** Checked in Dutch only, since placeholders and numbers are the same in every language. */
function ofLeading(path: string, key: string, text: string, { facts, isCareful }: Wording): Problem[] {
  const [topic = '', name = ''] = key.split('.');
  const isSecondHand = factsNamedIn(text).some((id) => facts?.get(id)?.confidence === 'V3');
  const isOnLimits = isCareful(key) || intentsOf(topic, name).some(isCareful);
  return [
    ...(isSecondHand && !saysSecondHand(text)
      ? [
          wrong(
            path,
            name,
            'has a fact from second hand, and not that we have not seen it there ("niet bij ... gezien")',
          ),
        ]
      : []),
    ...(isOnLimits && limit.test(text) ? [doubtful(path, name, 'has a limit in it: name a fact')] : []),
  ];
}

/** The intents that a key can belong to: `fine_letter_first` and `receipt_fine_letter` belong to `fine` and `fine_letter`. */
const intentsOf = (topic: string, name: string): string[] =>
  name
    .replace(/^receipt_/, '')
    .split('_')
    .map((_, end, words) => `${topic}.${words.slice(0, end + 1).join('_')}`);

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
