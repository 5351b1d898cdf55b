import { plainName } from './refused-content.ts';
import type { Reason } from './reasons.ts';

/** Reads what a file has in one place: the value as the schemas want it, or why not. */
export type ReadValue = (raw: unknown) => { value: unknown } | { reason: Reason };

const textOf = (raw: unknown): string =>
  typeof raw === 'string' ? raw.trim() : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : '';

/** Left to the schema. */
export const asText: ReadValue = (raw) => (typeof raw === 'object' ? { reason: 'wrong_type' } : { value: textOf(raw) });

const dutchDate = /^(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d)$/;
const twoDigits = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');

/** 31-12-2026, 31/12/2026 and 2026-12-31, each also with a time of 00:00 behind it, as spreadsheets write it. */
export const asDate: ReadValue = (raw) => {
  const text = textOf(raw).replace(/[ T]0?0:00(:00)?(\.0+)?$/, '');
  return { value: isoDate(text) };
};

function isoDate(text: string): string {
  const [, day, month, year] = dutchDate.exec(text) ?? [];
  return year ? `${year}-${twoDigits(month)}-${twoDigits(day)}` : text;
}

/** 14:30, 14.30 uur and 14:30:00 as 14:30. */
export function readClock(raw: unknown): string | undefined {
  const [, hour, minute] = /^(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?(?:\s*(?:uur|u))?$/i.exec(textOf(raw)) ?? [];
  return hour && Number(hour) < 24 && Number(minute) < 60 ? `${twoDigits(hour)}:${minute}` : undefined;
}

const dateAndTime =
  /^(?<date>\S+?)(?:[ ,]+|T)(?<time>\d{1,2}[:.]\d\d(?:[:.]\d\d)?)(?:\.\d+)?(?:\s*(?:uur|u))?\s*(?<offset>Z|[+-]\d\d:\d\d)?$/i;

/** 31-12-2026 14:30 and ISO, with or without an offset behind it. */
export const asTime: ReadValue = (raw) => {
  const { date, time, offset = '' } = dateAndTime.exec(textOf(raw))?.groups ?? {};
  const at = readClock(time);
  return date && at ? { value: `${isoDate(date)}T${at}${offset.toUpperCase()}` } : { reason: 'not_a_time' };
};

/** 12-2026 and 2026-12. */
export const asMonth: ReadValue = (raw) => {
  const text = textOf(raw);
  const [, month, year] = /^(\d{1,2})[-/](20\d\d)$/.exec(text) ?? [];
  return { value: year ? `${year}-${twoDigits(month)}` : text };
};

/** Whole numbers; 12,0 and 12.0 are whole too. */
export const asCount: ReadValue = (raw) => {
  const text = textOf(raw).replace(/[.,]0+$/, '');
  return /^\d{1,7}$/.test(text) ? { value: Number(text) } : { reason: 'not_a_number' };
};

/** € 1.612,50 · 612,50 · 612.50 · 612 as cents. */
export const asCents: ReadValue = (raw) => {
  const text = textOf(raw).replace(/^(€|EUR)\s*/i, '');
  const [, whole, fraction = '00'] = /^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d\d))?$/.exec(text) ?? [];
  if (whole) return { value: Number(whole.replaceAll('.', '')) * 100 + Number(fraction) };
  const [, euros, cents] = /^(\d{1,7})\.(\d\d?)$/.exec(text) ?? [];
  if (!euros || !cents) return { reason: 'not_an_amount' };
  return { value: Number(euros) * 100 + Number(cents.padEnd(2, '0')) };
};

const yesWords = new Set(['ja', 'j', 'yes', 'y', 'true', 'waar', '1', 'x']);
const noWords = new Set(['nee', 'n', 'no', 'false', 'onwaar', '0']);

export const asYes: ReadValue = (raw) => {
  const word = textOf(raw).toLowerCase();
  if (yesWords.has(word)) return { value: true };
  return noWords.has(word) ? { value: false } : { reason: 'not_yes_or_no' };
};

/** Parts with | or a line end between them, or a list. */
export const asList: ReadValue = (raw) => {
  if (Array.isArray(raw)) return { value: raw as unknown[] };
  const parts = textOf(raw).split(/[|\n]/);
  return { value: parts.map((part) => part.trim()).filter(Boolean) };
};

/** One of a few values, by its own name or a word for it. */
export function asOneOf(words: Readonly<Record<string, readonly string[]>>): ReadValue {
  const known = new Map<string, string>();
  for (const [value, names] of Object.entries(words))
    for (const name of [value, ...names]) known.set(plainName(name), value);
  return (raw) => {
    const value = known.get(plainName(textOf(raw)));
    return value === undefined ? { reason: 'not_one_of' } : { value };
  };
}
