import type { Language } from '../core/locale.ts';
import type { HeadlinePart } from '../core/ticket.ts';

interface HeadlineTexts {
  say(language: Language, key: string, values?: Record<string, string>): { text: string };
  has(key: string): boolean;
  date(language: Language, instantMs: number): string;
}

/** A Dutch headline from keys of button answers: "Kan niet komen naar afspraak · morgen · Arabisch · niet geverifieerd". */
export function headlineOf(parts: readonly HeadlinePart[], texts: HeadlineTexts): string {
  return parts.map((part) => partText(part, texts)).join(' · ');
}

function partText({ key, values = {} }: HeadlinePart, texts: HeadlineTexts): string {
  if (key === 'headline.language') {
    const named = `headline.language_${values.language}`;
    return texts.has(named) ? texts.say('nl', named).text : (values.language ?? '');
  }
  const kind: Record<string, string> = values.kind === undefined ? {} : { kind: kindInDutch(values.kind, texts) };
  const day: Record<string, string> = values.day === undefined ? {} : { day: texts.date('nl', Date.parse(values.day)) };
  return texts.has(key) ? texts.say('nl', key, { ...values, ...kind, ...day }).text : key;
}

/** The record's word for the meeting, where that is not Dutch. */
function kindInDutch(kind: string, texts: HeadlineTexts): string {
  const key = `headline.kind_${kind.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  return texts.has(key) ? texts.say('nl', key).text : kind;
}
