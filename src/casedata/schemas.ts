import { z } from 'zod';
import type { CaseKind } from '../core/case-data.ts';
import { languages } from '../core/locale.ts';

/**
 * What the API takes of each kind, and what a file becomes once its columns are read. The messages are reasons
 * (`reasons.ts`). What these cannot say (dates in order, people who are here) is in `check-row.ts`.
 */

const text = (mostChars: number, about?: string) => {
  const schema = z.string('wrong_type').trim().min(1, 'missing').max(mostChars, 'too_long');
  return about === undefined ? schema : schema.describe(about);
};
const id = (about: string) => z.string('not_an_id').trim().min(1, 'not_an_id').max(128, 'not_an_id').describe(about);
const date = z.iso.date('not_a_date');
const yes = z.boolean('not_yes_or_no');
const count = z.int('not_a_number').min(0, 'not_a_number').max(100_000, 'not_a_number');
const oneOf = <const Value extends string>(...values: Value[]) => z.enum(values, 'not_one_of');
const instant = z
  .string('not_a_time')
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/, 'not_a_time')
  .describe('ISO 8601. Without an offset it is Dutch wall-clock time.');
const person = id("The person, as the municipality's own system calls them. Never a BSN.");

const provenance = {
  source: text(
    120,
    'Who delivers it, as people are told. Without it: what the file of the municipality says.',
  ).optional(),
  asOf: date.describe('The day on which the source had it so, as people are told. Without it: today.').optional(),
};

const persons = z.strictObject({
  displayName: text(60, 'A first name or nickname.'),
  language: z.enum(languages, 'not_one_of').optional(),
  law: oneOf('2021', '2013', 'none').describe('The law that somebody integrates under; none: no duty.').optional(),
  group: oneOf('asylum', 'asylum_family', 'family', 'other').optional(),
  caseWorker: text(120, 'The id or the name of a member of staff in the file of the municipality.').optional(),
  sharedPhone: yes.describe('Others read on the same phone: nothing personal is said by itself.').optional(),
});

const appointments = z.strictObject({
  person,
  kind: text(80, 'As people know it: voortgangsgesprek, brede intake, PVT …'),
  start: instant,
  end: instant.optional(),
  location: text(200),
  mapUrl: z
    .url({ protocol: /^https$/, error: 'not_https' })
    .max(500, 'too_long')
    .optional(),
  withWhom: text(120),
  bring: z.array(text(80), 'wrong_type').max(20, 'too_many').default([]),
  interpreter: oneOf('requested', 'arranged', 'none').optional(),
  obligatory: yes,
  status: oneOf('planned', 'moved', 'cancelled', 'done', 'missed').default('planned'),
  ...provenance,
});

const hours = z.strictObject({ done: count, target: count.min(1, 'not_a_number').optional() }, 'wrong_type');

const routes = z.strictObject({
  person: person.optional(),
  leerroute: oneOf('b1', 'education', 'z'),
  startedOn: date.optional(),
  pipDate: date.optional(),
  termEnd: z
    .strictObject({ date, source: text(120, 'Names DUO.'), asOf: date }, 'wrong_type')
    .describe('Only as DUO gave it, never worked out.')
    .optional(),
  school: text(120).optional(),
  classTimes: text(200).optional(),
  hours: z
    .strictObject(
      {
        nt2: hours.optional(),
        knm: hours.optional(),
        participation: hours.optional(),
        map: hours.optional(),
        pvt: hours.optional(),
      },
      'wrong_type',
    )
    .default({}),
  pvtSignedOn: date.optional(),
  mapTalkOn: date.optional(),
  exams: z
    .array(
      z.strictObject(
        {
          part: oneOf('reading', 'listening', 'writing', 'speaking', 'knm'),
          level: oneOf('a2', 'b1', 'b2').optional(),
          date: date.optional(),
          result: oneOf('passed', 'failed').optional(),
          attemptsUsed: count.optional(),
        },
        'wrong_type',
      ),
      'wrong_type',
    )
    .max(20, 'too_many')
    .default([]),
  nextStep: text(200, 'One line in Dutch, which the person reads.').optional(),
  ...provenance,
});

const payments = z.strictObject({
  person,
  month: z
    .string('not_a_month')
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'not_a_month')
    .describe('As 2026-11.'),
  kind: oneOf('rent', 'gas', 'water', 'electricity', 'health_insurance', 'living_money', 'allowance_bridge', 'other'),
  cents: z
    .int('not_an_amount')
    .min(1, 'not_an_amount')
    .max(100_000_00, 'not_an_amount')
    .describe('Euro cents.')
    .optional(),
  payee: text(120).optional(),
  status: oneOf('planned', 'executed', 'failed', 'stopped', 'unknown').describe('Only executed is said as paid.'),
  executedOn: date.describe('The day on which it was paid: with executed, and only then.').optional(),
  plannedOn: date.optional(),
  ...provenance,
});

const reliefs = z.strictObject({
  person: person.optional(),
  start: date,
  end: date.optional(),
  afterwards: text(400, 'What happens after the end, in Dutch, which the person reads.').optional(),
  nextBenefitOn: date.optional(),
  openAction: text(200, 'What the person must still do, in Dutch, which the person reads.').optional(),
  ...provenance,
});

export const schemas = { persons, appointments, routes, payments, reliefs } satisfies Record<CaseKind, z.ZodType>;

export type Canonical<Kind extends CaseKind> = z.output<(typeof schemas)[Kind]>;

/** The kinds of which a person has one: their source id is the person's. */
export const onePerPerson: ReadonlySet<CaseKind> = new Set(['persons', 'routes', 'reliefs']);
