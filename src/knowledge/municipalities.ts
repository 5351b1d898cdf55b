import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { caseKinds } from '../core/case-data.ts';
import { languages } from '../core/locale.ts';
import { loginSecretName } from '../core/login.ts';
import type { Municipality } from '../core/municipality.ts';
import { staffRoles, type StaffRole } from '../core/roles.ts';

/** Every problem of every file, each as "file: field: what is wrong". */
export class MunicipalityError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The municipalities are not right:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'MunicipalityError';
    this.problems = problems;
  }
}

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and hyphens');
const text = z.string().trim().min(1, 'must not be empty');
const https = z.url({ protocol: /^https$/, error: 'must be an https address' });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as 09:00');
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);

const openingHours = z
  .array(z.tuple([time, time]))
  .refine((spans) => spans.flat().every((at, i, all) => i === 0 || (all[i - 1] as string) < at), {
    error: 'must be in order, without overlap',
  });

const hours = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), openingHours);

const importSettings = z.strictObject({
  columns: z.partialRecord(z.enum(caseKinds), z.record(text, text)).optional(),
  sources: z.partialRecord(z.enum(caseKinds), text).optional(),
});

const issuer = z.url({ protocol: /^https?$/, error: 'must be an address that starts with https://' });

const login = z.strictObject({
  id,
  name: text,
  issuer,
  clientId: text,
  clientSecretEnv: z.string().regex(loginSecretName, 'must be OIDC_CLIENT_SECRET_ and a name in capitals'),
  roleClaim: text.optional(),
  roles: z.record(text, z.enum(staffRoles)).optional(),
  staffClaim: text.optional(),
});

const days = (least: number) =>
  z.int().min(least, `must be at least ${least} days`).max(3_650, 'is more than ten years');

/** A platform sends a message again for seven days: what is younger than eight days cannot go yet. */
const retention = z.strictObject({
  messagesDays: days(8).optional(),
  closedTicketDays: days(8).optional(),
  uploadsDays: days(1).optional(),
  auditDays: days(30).optional(),
});

const day = z.iso.date('must be a date as 2026-11-22');
const workHours = z.number().positive('must be more than 0').max(80, 'is more than two weeks');

const queue = z.strictObject({
  ownFirstHours: workHours.optional(),
  silentHours: workHours.optional(),
  reopenDays: days(1).optional(),
});

/** VluchtelingenWerk's own people answer no queue. */
const worksWithoutTeam = new Set<string>(['guide', 'volunteer_coordinator'] satisfies StaffRole[]);

const schema: z.ZodType<Municipality> = z
  .strictObject({
    id,
    name: text,
    demo: z.boolean().default(false),
    languages: z.array(z.enum(languages)).min(1),
    controller: text.optional(),
    privacyPage: https.optional(),
    crisisContact: z
      .strictObject({
        name: text,
        email: z.email().optional(),
        phone: text.optional(),
        hours: z.literal('always').or(hours).optional(),
      })
      .optional(),
    hours,
    closedDays: z.array(day).optional(),
    teams: z.array(z.strictObject({ id, name: text, topics: z.array(id), queue: queue.optional() })).min(1),
    staff: z.array(
      z.strictObject({
        id,
        name: text,
        role: z.enum(staffRoles),
        teams: z.array(id),
        login: text.optional(),
        contact: z.strictObject({ phone: text.optional(), email: z.email().optional() }).optional(),
        days: z.array(weekday).min(1).optional(),
        hours: hours.optional(),
        absences: z
          .array(
            z
              .strictObject({ from: day, to: day })
              .refine(({ from, to }) => from <= to, 'must not end before it begins'),
          )
          .optional(),
      }),
    ),
    taalhuis: z
      .strictObject({
        name: text,
        address: text,
        openingHours: hours,
        contact: text,
        mapUrl: https.optional(),
        asOf: z.iso.date('must be a date as 2026-11-22'),
      })
      .optional(),
    contact: z.strictObject({
      phone: text.optional(),
      email: z.email().optional(),
      address: text.optional(),
      mapUrl: https.optional(),
    }),
    channels: z
      .strictObject({
        whatsapp: z
          .strictObject({
            number: z
              .string()
              .regex(/^\+[1-9]\d{7,14}$/, 'must be as +31612345678')
              .optional(),
          })
          .optional(),
      })
      .optional(),
    logins: z.array(login).optional(),
    import: importSettings.optional(),
    retention: retention.optional(),
    designTokens: z
      .strictObject({ url: https, className: z.string().regex(/^[a-z][\w-]*$/i, 'must be a class name') })
      .optional(),
    namesStaff: z.boolean().optional(),
  })
  .superRefine((place, context) => {
    const teams = new Set(place.teams.map((team) => team.id));
    if (teams.size < place.teams.length) context.addIssue({ code: 'custom', path: ['teams'], message: 'an id twice' });
    place.staff.forEach((member, i) => {
      if (member.teams.length === 0 && !worksWithoutTeam.has(member.role))
        context.addIssue({ code: 'custom', path: ['staff', i, 'teams'], message: `a ${member.role} needs a team` });
      member.teams.forEach((team, j) => {
        if (teams.has(team)) return;
        context.addIssue({ code: 'custom', path: ['staff', i, 'teams', j], message: `there is no team ${team}` });
      });
    });
  });

/** Whether this may be a municipality, and what is wrong with it, each as "field: what is wrong". */
export function checkMunicipality(value: unknown): { place?: Municipality; problems: string[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { place: parsed.data, problems: [] };
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`) };
}

type Read = { file: string; place?: Municipality; problems: string[] };

function readMunicipality(directory: string, file: string): Read {
  const document = parseDocument(readFileSync(join(directory, file), 'utf8'));
  if (document.errors.length)
    return { file, problems: document.errors.map((error) => `${file}: ${error.message.split('\n')[0]}`) };
  const { place, problems: found } = checkMunicipality(document.toJS());
  if (!place) return { file, problems: found.map((problem) => `${file}: ${problem}`) };
  const problems = place.id === file.replace(/\.yaml$/, '') ? [] : [`${file}: id: must be the name of the file`];
  return { file, place, problems };
}

/** Who works at two places under one id: a login names only the id. */
function sharedStaff(reads: readonly Read[]): string[] {
  const seen = new Map<string, string>();
  return reads.flatMap(({ file, place }) =>
    (place?.staff ?? []).flatMap((member, i) => {
      const other = seen.get(member.id);
      seen.set(member.id, file);
      return other ? [`${file}: staff.${i}.id: ${member.id} stands in ${other} too`] : [];
    }),
  );
}

/** The municipalities in the `.yaml` files of a directory, by id. Throws `MunicipalityError`. */
export function loadMunicipalities(directory: string): Map<string, Municipality> {
  const files = readdirSync(directory).filter((file) => file.endsWith('.yaml'));
  const reads = files.sort().map((file) => readMunicipality(directory, file));
  const problems = [...reads.flatMap((read) => read.problems), ...sharedStaff(reads)];
  if (!files.length) problems.push(`${directory}: there is no municipality`);
  if (problems.length) throw new MunicipalityError(problems);
  return new Map(reads.flatMap(({ place }) => (place ? [[place.id, place]] : [])));
}
