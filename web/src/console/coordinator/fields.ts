import type { CoordinatorKey } from './words.ts';

/** One line of a form over a part of the municipality; each is typed as text. */
export interface FieldShape {
  path: readonly (string | number)[];
  label: CoordinatorKey;
  /** Of a weekday, or of a team. */
  labelOf?: string;
  type: 'text' | 'date' | 'spans' | 'days' | 'list' | 'periods';
}

type Fields = Readonly<Record<string, unknown>>;

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const hoursAt = (...path: string[]): FieldShape[] =>
  weekdays.map((day) => ({ path: [...path, String(day)], label: 'hoursOn', labelOf: String(day), type: 'spans' }));
const texts = (...names: readonly CoordinatorKey[]): FieldShape[] =>
  names.map((name) => ({ path: [name.replace('field_', '')], label: name, type: 'text' }));

/** What of a part is filled in; the rest of it stays as it is. */
export function fieldsOf(part: string, value: unknown): FieldShape[] {
  if (part.startsWith('staff/'))
    return [
      { path: ['days'], label: 'field_days', type: 'days' },
      { path: ['absences'], label: 'field_absences', type: 'periods' },
      { path: ['contact', 'phone'], label: 'field_phone', type: 'text' },
      { path: ['contact', 'email'], label: 'field_email', type: 'text' },
      { path: ['teams'], label: 'field_teams', type: 'list' },
    ];
  if (part === 'teams')
    return (value as { id: string }[]).flatMap(({ id }, at): FieldShape[] => [
      { path: [at, 'name'], label: 'field_teamName', labelOf: id, type: 'text' },
      { path: [at, 'topics'], label: 'field_topics', labelOf: id, type: 'list' },
    ]);
  return shapes[part] ?? [];
}

const shapes: Readonly<Record<string, FieldShape[]>> = {
  taalhuis: [
    ...texts('field_name', 'field_address', 'field_contact', 'field_mapUrl'),
    { path: ['asOf'], label: 'field_asOf', type: 'date' },
    ...hoursAt('openingHours'),
  ],
  hours: hoursAt(),
  closedDays: [{ path: [], label: 'field_closedDays', type: 'list' }],
  contact: texts('field_phone', 'field_email', 'field_address', 'field_mapUrl'),
  crisisContact: texts('field_name', 'field_phone', 'field_email'),
};

/** What stands at a place, as it is typed. */
export function typedAt(value: unknown, { path, type }: FieldShape): string {
  const found = path.reduce<unknown>((inside, key) => (inside as Fields | null | undefined)?.[key], value);
  if (found === undefined || found === null) return '';
  if (type === 'spans') return (found as [string, string][]).map((span) => span.join('-')).join(', ');
  if (type === 'periods')
    return (found as { from: string; to: string }[]).map((one) => `${one.from} ${one.to}`).join(', ');
  return Array.isArray(found) ? found.join(', ') : String(found as string);
}

/** The value with what was typed there; an empty line takes it out. */
export function withTyped(value: unknown, { path, type }: FieldShape, typed: string): unknown {
  return put(value, path, typed.trim() === '' ? undefined : read(type, typed.trim()));
}

function put(value: unknown, [key, ...rest]: readonly (string | number)[], inside: unknown): unknown {
  if (key === undefined) return inside ?? null;
  if (Array.isArray(value)) return value.map((one: unknown, at) => (at === key ? put(one, rest, inside) : one));
  const fields = { ...((value ?? {}) as Record<string, unknown>) };
  const next = rest.length === 0 ? inside : put(fields[key], rest, inside);
  if (next === undefined || (rest.length > 0 && Object.keys(next as object).length === 0)) delete fields[key];
  else fields[key] = next;
  return fields;
}

const parts = (typed: string): string[] =>
  typed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const read = (type: FieldShape['type'], typed: string): unknown =>
  ({
    text: () => typed,
    date: () => typed,
    list: () => parts(typed),
    days: () => parts(typed).map(Number),
    spans: () => parts(typed).map((span) => span.split(/\s*[-–]\s*/)),
    periods: () =>
      parts(typed).map((period) => {
        const [from = '', to = from] = period.split(/\s+/);
        return { from, to };
      }),
  })[type]();
