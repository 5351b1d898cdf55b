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

const file = z.strictObject({
  municipality: z.string(),
  source: z.string().min(1),
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
