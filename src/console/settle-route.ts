import { z } from 'zod';
import { DateTime } from 'luxon';
import { Problem } from '../core/errors.ts';
import type { Appointment } from '../core/person.ts';
import { leadingLanguage, type Language } from '../core/locale.ts';
import { askedTicket, requireOwner } from './asked-ticket.ts';
import { lookOf } from './look.ts';
import type { ConsoleParts } from './parts.ts';
import { sayPhrase, type PhraseId } from './phrases.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';
import { ticketView } from './views.ts';

const zone = 'Europe/Amsterdam';
const short = z.string().trim().min(2).max(160);
const date = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const base = z.object({ id: z.string().min(8).max(64), isClosing: z.boolean().default(false) });
const body = z.discriminatedUnion('change', [
  base.extend({ change: z.literal('add'), kind: short, date, time, until: time.optional(), location: short }),
  base.extend({
    change: z.literal('move'),
    appointment: z.string().min(1).max(100),
    date,
    time,
    until: time.optional(),
    location: short.optional(),
  }),
  base.extend({ change: z.literal('cancel'), appointment: z.string().min(1).max(100) }),
]);
type Wanted = z.infer<typeof body>;

const phraseOf: Readonly<Record<Wanted['change'], PhraseId>> = {
  add: 'appointment_new',
  move: 'appointment_moved',
  cancel: 'appointment_cancelled',
};

/**
 * Settles a wish about an appointment: the record is changed, the newcomer hears so in their own language, and the ticket
 * is closed as confirmed when that is asked. Every step is known by the page's id: cut off, the same request finishes it.
 */
export const settleRoute = (parts: ConsoleParts): ConsoleRoute =>
  staffRoute(
    parts,
    { method: 'post', path: '/api/console/tickets/:id/settle', action: 'appointment.change', body: 'json' },
    async (asked) => {
      const { request, response, staff } = asked;
      const wanted = bodyOf(body, request);
      const { ticket, person } = await askedTicket(parts, asked);
      const { member, municipality } = staff;
      const by = { id: member.id, name: member.name };
      const now = parts.clock.now();
      const step = (name: string) => ({ id: `${name}/${member.id}/${wanted.id}`, staff: by, at: now });
      if (ticket.status !== 'closed') requireOwner(ticket, staff);
      if (!person) throw new Problem('conflict', undefined, { details: { reason: 'nobody' } });
      refusePast(wanted, now);
      const changed = await parts.people.changeAppointment(person, changeOf(wanted, member.name), {
        look: lookOf(staff, wanted.id),
        saying: { source: municipality.name, asOf: dutch(now).toISODate() ?? '' },
      });
      const said = sayPhrase(parts.texts, ticket.language as Language, {
        id: phraseOf[wanted.change],
        values: valuesOf(changed),
        now,
      });
      const inDutch = said.language === leadingLanguage ? undefined : said.dutch;
      let done = await parts.desk.answer(ticket.id, step('settle'), said.text, inDutch);
      if (wanted.isClosing) done = await parts.desk.close(ticket.id, step('settle-close'), 'confirmed');
      if (wanted.isClosing) await parts.drafts.forget(ticket.id);
      answer(response, 200, { ticket: ticketView(parts, done, staff) });
    },
  );

/** Before anything is changed: nobody is invited for a day that has been. */
function refusePast(wanted: Wanted, now: number): void {
  if (wanted.change === 'cancel' || Date.parse(instant(wanted.date, wanted.time)) > now) return;
  throw new Problem('bad_request', undefined, { details: { blanks: ['date'] } });
}

const dutch = (instantMs: number): DateTime => DateTime.fromMillis(instantMs, { zone });

const instant = (day: string, at: string): string => DateTime.fromISO(`${day}T${at}`, { zone }).toUTC().toISO() ?? '';

function changeOf(wanted: Wanted, withWhom: string) {
  if (wanted.change === 'cancel') return { change: wanted.change, appointment: wanted.appointment };
  const { date: day, time: at, until } = wanted;
  const when = { start: instant(day, at), ...(until ? { end: instant(day, until) } : {}) };
  if (wanted.change === 'add') {
    return { change: wanted.change, kind: wanted.kind, ...when, location: wanted.location, withWhom };
  }
  const { change, appointment, location } = wanted;
  return { change, appointment, ...when, ...(location ? { location } : {}) };
}

function valuesOf({ start, location }: Appointment) {
  const from = dutch(Date.parse(start));
  return { date: from.toISODate() ?? '', time: from.toFormat('HH:mm'), place: location };
}
