import type { Language } from '../../core/locale.ts';
import type { OwnDataFile } from './export.ts';

export type SayText = (language: Language, key: string, values?: Record<string, string | number>) => string;

/** The file as a person reads it: a heading for each kind, a line for each thing, in their language. */
export function readable(file: OwnDataFile, language: Language, say: SayText): string {
  const heading = (kind: string): string => say(language, `general.data_file_${kind}`);
  const sections: [string, string[]][] = [
    ['person', file.person ? linesOf(file.person) : []],
    ['appointments', file.appointments.map(lineOf)],
    ['route', file.route ? linesOf(file.route) : []],
    ['relief', file.relief ? linesOf(file.relief) : []],
    ['payments', file.payments.map(lineOf)],
    ['questions', file.questions.map(lineOf)],
    ['messages', file.messages.map(({ at, by, text }) => `${at} ${by}: ${text}`)],
    ['files', file.files.map(({ name = '', contentType, at }) => `${at} ${name} (${contentType})`)],
    ['links', file.links.map(lineOf)],
    ['codes', file.codes.map(lineOf)],
    ['looks', file.looks.map(lineOf)],
  ];
  const parts = sections.map(([kind, lines]) => `${heading(kind)}\n${(lines.length > 0 ? lines : ['-']).join('\n')}`);
  return [say(language, 'general.data_file_top', { date: file.madeAt }), ...parts, ''].join('\n\n');
}

/** Ours, not theirs. */
const hidden = ['id', 'person', 'municipality'];

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

const linesOf = (thing: object): string[] =>
  Object.entries(thing)
    .filter(([name, value]) => !hidden.includes(name) && value !== undefined)
    .map(([name, value]) => `${name}: ${shown(value)}`);

const lineOf = (thing: object): string => linesOf(thing).join(' · ');
