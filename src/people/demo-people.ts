import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languages } from '../core/locale.ts';
import type { Municipality } from '../core/municipality.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const appointment = z.strictObject({
  kind: z.string().min(1),
  /** Working days after the first start. */
  workdays: z.int().min(1),
  /** From and to, in Dutch wall-clock time. */
  at: z.tuple([time, time]),
  location: z.string().min(1),
  mapUrl: z.url().optional(),
  withWhom: z.string().min(1),
  bring: z.array(z.string()),
  interpreter: z.enum(['requested', 'arranged', 'none']),
  obligatory: z.boolean(),
  status: z.enum(['planned', 'moved', 'cancelled']).default('planned'),
});

/** Days after the first start; before it when negative. */
const days = z.int();
const hours = z.strictObject({ done: z.int().min(0), target: z.int().min(1).optional() });

const route = z.strictObject({
  leerroute: z.enum(['b1', 'education', 'z']),
  startedOn: days.optional(),
  pipDate: days.optional(),
  /** As DUO gave it: its day, what DUO said it in, and when. */
  termEnd: z.strictObject({ date: days, source: z.string().min(1), asOf: days }).optional(),
  school: z.string().optional(),
  classTimes: z.string().optional(),
  hours: z.partialRecord(z.enum(['nt2', 'knm', 'participation', 'map', 'pvt']), hours).default({}),
  pvtSignedOn: days.optional(),
  mapTalkOn: days.optional(),
  exams: z
    .array(
      z.strictObject({
        part: z.enum(['reading', 'listening', 'writing', 'speaking', 'knm']),
        level: z.enum(['a2', 'b1', 'b2']).optional(),
        date: days.optional(),
        result: z.enum(['passed', 'failed']).optional(),
        attemptsUsed: z.int().min(0).optional(),
      }),
    )
    .default([]),
  nextStep: z.string().optional(),
});

/** A day of its month; 31 is the last day of any. */
const dayOfMonth = z.int().min(1).max(31);

const payment = z.strictObject({
  kind: z.enum([
    'rent',
    'gas',
    'water',
    'electricity',
    'health_insurance',
    'living_money',
    'allowance_bridge',
    'other',
  ]),
  /** Months after that of the first start. */
  month: z.int(),
  cents: z.int().min(1).optional(),
  payee: z.string().optional(),
  status: z.enum(['planned', 'executed', 'failed', 'stopped', 'unknown']),
  executedOn: dayOfMonth.optional(),
  plannedOn: dayOfMonth.optional(),
});

const relief = z.strictObject({
  start: days,
  end: days.optional(),
  afterwards: z.string().optional(),
  nextBenefitOn: days.optional(),
  openAction: z.string().optional(),
});

const file = z.strictObject({
  municipality: z.string(),
  /** Who delivered appointments, routes, and payments with the rest of ontzorgen. */
  source: z.string().min(1),
  routeSource: z.string().min(1),
  paymentSource: z.string().min(1),
  people: z.array(
    z.strictObject({
      id: z.string().regex(/^demo-[a-z]+$/),
      displayName: z.string().min(1),
      language: z.enum(languages),
      law: z.enum(['2021', '2013', 'none']),
      group: z.enum(['asylum', 'asylum_family', 'family', 'other']),
      caseWorker: z.string(),
      sharedPhone: z.boolean().optional(),
      appointments: z.array(appointment),
      route: route.optional(),
      payments: z.array(payment).default([]),
      relief: relief.optional(),
    }),
  ),
});

export type DemoPeople = z.infer<typeof file>;

/** The invented people of the demo municipalities among these. Throws when a file is wrong or names a stranger. */
export function loadDemoPeople(directory: string, municipalities: Iterable<Municipality>): DemoPeople[] {
  return [...municipalities].flatMap((place) => {
    const path = join(directory, `${place.id}.yaml`);
    if (!place.demo || !existsSync(path)) return [];
    const read = file.parse(parse(readFileSync(path, 'utf8')));
    const strangers = read.people.filter(({ caseWorker }) => !place.staff.some(({ id }) => id === caseWorker));
    if (read.municipality !== place.id || strangers.length)
      throw new Error(`${path}: another municipality, or a case worker who does not work there`);
    return [read];
  });
}
