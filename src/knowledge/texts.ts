import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type i18n, type Resource } from 'i18next';
import { directionOf, isLanguage, leadingLanguage, type Language } from '../core/locale.ts';
import { dayInWords, euros, monthInWords, numberInDigits, timeOfDay } from './dates.ts';
import { factOn, factsNamedIn, isConfirmed, isValidOn, unconfirmedKey, type Fact, type Facts } from './facts.ts';

export type TextValues = Record<string, string | number>;

export interface Said {
  text: string;
  /** The facts whose values stand in the text. */
  facts: string[];
  /** The language that the text is really in: Dutch where a language lacks it. */
  language: Language;
}

export interface TextLibrary {
  /** True when a person has reviewed what is said in this language; Dutch leads and needs no review. */
  isReviewed(language: Language): boolean;
  say(language: Language, key: string, values?: TextValues): Said;
  has(key: string): boolean;
  source(language: Language, facts: readonly string[]): string;
  date(language: Language, instantMs: number): string;
  time(language: Language, instantMs: number): string;
  month(language: Language, month: string): string;
  euros(language: Language, cents: number): string;
}

export interface TextOptions {
  /** The day it is in the Netherlands, as an ISO date: what holds then is said. */
  today(): string;
  /** False: where a fact is not confirmed its text is replaced by the one without it. */
  showsUnconfirmed: boolean;
}

/**
 * What is said, from `locales/<lng>/<topic>.json`; facts by placeholder (`{{F29}}`), isolated inside right-to-left text.
 * Throws when a text that may not be shown has none to replace it.
 */
export async function loadTexts(localesDir: string, facts: Facts, options: TextOptions): Promise<TextLibrary> {
  const resources = readResources(localesDir);
  const i18n = i18next.createInstance();
  await i18n.init({
    resources,
    lng: leadingLanguage,
    fallbackLng: leadingLanguage,
    ns: Object.keys(resources[leadingLanguage] ?? {}),
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  const book = createFactBook(facts, options);
  refuseUnconfirmed(resources, book);
  const reviewed = readReviews(localesDir);
  const isReplaced = (key: string): boolean =>
    factsNamedIn(templateOf(i18n, leadingLanguage, key) ?? '').some((id) => !book.isShown(id)) &&
    templateOf(i18n, leadingLanguage, unconfirmedKey(key)) !== undefined;
  return {
    isReviewed: (language) => language === leadingLanguage || reviewed.has(language),
    has: (key) => templateOf(i18n, leadingLanguage, key) !== undefined,
    say(language, asked, values = {}) {
      const key = isReplaced(asked) ? unconfirmedKey(asked) : asked;
      const inLanguage = templateOf(i18n, language, key);
      const spoken = inLanguage === undefined ? leadingLanguage : language;
      const template = inLanguage ?? templateOf(i18n, leadingLanguage, key);
      if (template === undefined) throw new Error(`no text for ${key} in locales/${leadingLanguage}`);
      const used = factsNamedIn(template);
      const shown = isolated(spoken, { ...book.values(spoken, used), ...values });
      const [ns, name] = split(key);
      return { text: i18n.getFixedT(spoken, ns)(name, shown), facts: used, language: spoken };
    },
    source: (language, ids) =>
      [...new Set(book.sayable(ids).map((fact) => sourceLine(i18n, language, fact)))].join('\n'),
    date: dayInWords,
    time: (_language, instantMs) => timeOfDay(instantMs),
    month: monthInWords,
    euros,
  };
}

interface FactBook {
  /** Whether its value may be shown on this day. */
  isShown(id: string): boolean;
  /** Whether the confidence in it, whatever the day, lets its value be shown. */
  isSure(id: string): boolean;
  values(language: Language, ids: readonly string[]): TextValues;
  /** Those that a person may be told: what is open is not. */
  sayable(ids: readonly string[]): Fact[];
}

function createFactBook(facts: Facts, { today, showsUnconfirmed }: TextOptions): FactBook {
  const isSure = (fact: Fact): boolean => showsUnconfirmed || isConfirmed(fact);
  return {
    isShown(id) {
      const fact = factOn(facts, id, today());
      return fact !== undefined && isValidOn(fact, today()) && isSure(fact);
    },
    isSure: (id) => (facts.get(id) ?? []).every(isSure),
    values: (language, ids) =>
      Object.fromEntries(ids.map((id) => [id, written(language, factOn(facts, id, today())?.value ?? '')])),
    sayable: (ids) =>
      ids.flatMap((id) => factOn(facts, id, today()) ?? []).filter(({ confidence }) => confidence !== 'open'),
  };
}

const written = (language: Language, value: string | number): string =>
  typeof value === 'number' ? numberInDigits(language, value) : value;

function refuseUnconfirmed(resources: Resource, { isSure }: FactBook): void {
  const topics = Object.entries(resources[leadingLanguage] ?? {}) as [string, Record<string, string>][];
  const lacking = topics.flatMap(([topic, texts]) =>
    Object.entries(texts)
      .filter(([key, text]) => !factsNamedIn(text).every(isSure) && texts[unconfirmedKey(key)] === undefined)
      .map(([key]) => `${topic}.${key}`),
  );
  if (lacking.length > 0) throw new Error(`texts with facts that nobody confirmed: ${lacking.join(', ')}`);
}

function split(key: string): [string, string] {
  const dot = key.indexOf('.');
  return [key.slice(0, dot), key.slice(dot + 1)];
}

function templateOf(i18n: i18n, language: Language, key: string): string | undefined {
  const [ns, name] = split(key);
  return i18n.getResource(language, ns, name, { keySeparator: '\u0000' }) as string | undefined;
}

/** Values stand in their own direction: a Latin date in an Arabic sentence keeps its order. */
function isolated(language: Language, values: TextValues): TextValues {
  if (directionOf(language) === 'ltr') return values;
  const entries = Object.entries(values).map(([name, value]) => [name, `\u2068${value}\u2069`] as const);
  return Object.fromEntries(entries);
}

function sourceLine(i18n: i18n, language: Language, fact: Fact): string {
  const say = i18n.getFixedT(language, 'general');
  const certainty =
    fact.confidence === 'V1' || fact.confidence === 'V2' ? 'seen' : fact.confidence === 'V3' ? 'second_hand' : 'usual';
  const values = {
    title: fact.source.title,
    url: fact.source.url ?? '',
    date: dayInWords(language, Date.parse(fact.source.date)),
    checked: dayInWords(language, Date.parse(fact.checkedOn)),
  };
  return say(`source_${certainty}`, isolated(language, values));
}

function readResources(localesDir: string): Resource {
  const resources: Resource = {};
  for (const language of readdirSync(localesDir).filter(isLanguage)) {
    const files = readdirSync(join(localesDir, language)).filter(
      (file) => file.endsWith('.json') && file !== 'locale.json',
    );
    const topics = files.map(
      (file) => [file.slice(0, -'.json'.length), readTexts(join(localesDir, language, file))] as const,
    );
    resources[language] = Object.fromEntries(topics);
  }
  return resources;
}

/** Languages of which a person reviewed the general texts; `locale.json` says who and when, by topic. */
function readReviews(localesDir: string): Set<string> {
  const files = readdirSync(localesDir)
    .filter(isLanguage)
    .map((language) => [language, join(localesDir, language, 'locale.json')] as const)
    .filter(([, file]) => existsSync(file));
  const reviewedGeneral = ([, file]: readonly [string, string]): boolean => {
    const { reviewed } = JSON.parse(readFileSync(file, 'utf8')) as { reviewed?: Record<string, unknown> };
    return reviewed?.general !== undefined;
  };
  return new Set(files.filter(reviewedGeneral).map(([language]) => language));
}

function readTexts(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    throw new Error(`${file} is not valid JSON`, { cause: error });
  }
}
