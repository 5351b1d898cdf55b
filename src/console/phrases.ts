import { DateTime } from 'luxon';
import { Problem } from '../core/errors.ts';
import type { Language } from '../core/locale.ts';

/** What is filled in: a day (2026-11-24), a time (14:05), a place in words, an amount in euros (612,50). */
export type Blank = 'date' | 'time' | 'place' | 'amount';
export type PhraseValues = Partial<Record<Blank, string>>;

interface Phrase {
  blanks: readonly Blank[];
  /** True where the day has been; else it is still to come. */
  isPast?: true;
}

/** The sentences of `locales/<lng>/phrases.json`, and what each leaves open, in the order in which they are offered. */
export const phrases = {
  read: { blanks: ['date'] },
  call: { blanks: ['date', 'time'] },
  with_interpreter: { blanks: ['date', 'time'] },
  no_answer: { blanks: [] },
  come: { blanks: ['date', 'time', 'place'] },
  appointment_new: { blanks: ['date', 'time', 'place'] },
  appointment_moved: { blanks: ['date', 'time', 'place'] },
  appointment_cancelled: { blanks: ['date', 'time'] },
  appointment_stays: { blanks: ['date', 'time', 'place'] },
  bring_letter: { blanks: [] },
  bring_id: { blanks: [] },
  paid: { blanks: ['amount', 'date'], isPast: true },
  will_pay: { blanks: ['amount', 'date'] },
  asking: { blanks: ['date'] },
  elsewhere: { blanks: ['place'] },
  settled: { blanks: [] },
} as const satisfies Record<string, Phrase>;

export type PhraseId = keyof typeof phrases;
export const phraseIds = Object.keys(phrases) as PhraseId[];

export interface PhraseTexts {
  say(language: Language, key: string, values?: Record<string, string | number>): { text: string; language: Language };
  date(language: Language, instantMs: number): string;
  source(language: Language, facts: readonly string[]): string;
  euros(language: Language, cents: number): string;
}

export interface SaidPhrase {
  /** In the newcomer's language; Dutch where that lacks it, as `language` says. */
  text: string;
  language: Language;
  dutch: string;
}

/** A sentence as it is offered: in Dutch and in the newcomer's language, its blanks as `{{date}}`. */
export function phraseOffer(texts: PhraseTexts, language: Language, id: PhraseId) {
  const { blanks } = phrases[id];
  const open = Object.fromEntries(blanks.map((blank) => [blank, `{{${blank}}}`]));
  const key = `phrases.${id}`;
  const theirs = texts.say(language, key, open);
  return { id, blanks, dutch: texts.say('nl', key, open).text, text: theirs.text, language: theirs.language };
}

/** The sentence with its blanks filled in, in both languages. Throws `bad_request` with `blanks` that are wrong. */
export function sayPhrase(
  texts: PhraseTexts,
  language: Language,
  { id, values, now }: { id: PhraseId; values: PhraseValues; now: number },
): SaidPhrase {
  const phrase: Phrase = phrases[id];
  const wrong = phrase.blanks.filter((blank) => !isRight[blank](values[blank] ?? '', phrase, now));
  if (wrong.length > 0) throw new Problem('bad_request', undefined, { details: { blanks: wrong } });
  const key = `phrases.${id}`;
  const theirs = texts.say(language, key, written(texts, language, phrase.blanks, values));
  const dutch = texts.say('nl', key, written(texts, 'nl', phrase.blanks, values)).text;
  return { text: theirs.text, language: theirs.language, dutch };
}

function written(
  texts: PhraseTexts,
  language: Language,
  blanks: readonly Blank[],
  values: PhraseValues,
): Record<string, string> {
  const write: Readonly<Record<Blank, (value: string) => string>> = {
    date: (day) => texts.date(language, Date.parse(`${day}T12:00:00Z`)),
    time: (time) => time,
    place: (place) => place.trim(),
    amount: (amount) => texts.euros(language, centsOf(amount) ?? 0),
  };
  return Object.fromEntries(blanks.map((blank) => [blank, write[blank](values[blank] ?? '')]));
}

const mostDays = 400;

const isRight: Readonly<Record<Blank, (value: string, phrase: Phrase, now: number) => boolean>> = {
  date(value, { isPast = false }, now) {
    if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
    const today = DateTime.fromMillis(now, { zone: 'Europe/Amsterdam' }).startOf('day');
    const day = DateTime.fromISO(value, { zone: 'Europe/Amsterdam' });
    const days = day.diff(today, 'days').days;
    return day.isValid && Math.abs(days) <= mostDays && (isPast ? days < 1 : days > -0.5);
  },
  time: (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
  place: (value) => value.trim().length >= 2 && value.length <= 160 && !/[\r\n{}<>]/.test(value),
  amount: (value) => centsOf(value) !== undefined,
};

/** "612,50", "612.50" or "612" as cents; undefined for anything else, and for nothing or a hundred thousand and more. */
export function centsOf(amount: string): number | undefined {
  const [, euros, cents = '0'] = /^(\d{1,5})(?:[.,](\d\d))?$/.exec(amount.trim()) ?? [];
  if (euros === undefined) return undefined;
  const all = Number(euros) * 100 + Number(cents);
  return all > 0 ? all : undefined;
}
