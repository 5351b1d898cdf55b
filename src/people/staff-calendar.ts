import ical, { ICalCalendarMethod, ICalEventClass } from 'ical-generator';
import type { Look } from '../core/audit.ts';
import type { MunicipalityId } from '../core/ids.ts';
import type { Appointment, Person } from '../core/person.ts';
import { StoreUnavailable } from '../store/store.ts';
import { auditRow, writeAudit } from './audit.ts';
import { appointments, calendars, indexCalendar, persons } from './collections.ts';
import type { Parts } from './parts.ts';
import { put } from './put.ts';

const dayMs = 24 * 3_600_000;
/** What is over stays in the feed for so long. */
const pastMs = 14 * dayMs;
const mostPeople = 500;
const mostAppointments = 50;
/** How often a calendar program is asked to come back. */
const refreshSeconds = 3_600;

/** The calendar feed of each case worker (`look.actor.id`): one at a time, behind a token that only they know. */
export interface StaffCalendars {
  /** A new token; the one before it opens nothing any more. */
  give(look: Look): Promise<string>;
  revoke(look: Look): Promise<void>;
  /** Since when there is a feed, in ms since 1970. */
  since(look: Look): Promise<number | undefined>;
  /** Whose feed a token opens. */
  ownerOf(token: string): Promise<{ municipality: MunicipalityId; staff: string } | undefined>;
  /** iCalendar: of their own people's appointments kind, time, place and first name. One look a person a day. */
  file(look: Look): Promise<string>;
}

type CalendarParts = Pick<Parts, 'store' | 'ids' | 'clock'>;

export const createStaffCalendars = (parts: CalendarParts): StaffCalendars => ({
  async give(look) {
    const { ids, clock, store } = parts;
    const token = ids.random() + ids.random();
    const body = {
      municipality: look.municipality,
      staff: look.actor.id ?? '',
      token: tokenHash(parts, token),
      since: clock.now(),
    };
    await put(store, calendars, idOf(parts, look), () => ({ body, index: indexCalendar(body) }));
    await writeAudit(parts, look, { action: 'calendar.given', object: look.actor.id, result: 'ok' });
    return token;
  },
  async revoke(look) {
    const [outcome] = await parts.store.write([{ op: 'remove', collection: calendars, id: idOf(parts, look) }]);
    if (outcome !== 'done') throw new StoreUnavailable('no answer while revoking a calendar');
    await writeAudit(parts, look, { action: 'calendar.revoked', object: look.actor.id, result: 'ok' });
  },
  since: async (look) => (await parts.store.get(calendars, idOf(parts, look)))?.body.since,
  async ownerOf(token) {
    const [found] = await parts.store.find(calendars, { where: { token: tokenHash(parts, token) }, limit: 1 });
    return found && { municipality: found.body.municipality, staff: found.body.staff };
  },
  file: (look) => fileFor(parts, look),
});

const tokenHash = ({ ids }: CalendarParts, token: string): string => ids.of('staff-calendar-token', token);
const idOf = ({ ids }: CalendarParts, { municipality, actor }: Look): string =>
  ids.of('staff-calendar', municipality, actor.id ?? '');

interface Seen {
  person: Person;
  coming: Appointment[];
}

async function fileFor(parts: CalendarParts, look: Look): Promise<string> {
  const where = { municipality: look.municipality, caseWorker: look.actor.id ?? '' };
  const people = await parts.store.find(persons, { where, limit: mostPeople });
  const seen: Seen[] = [];
  for (const { body: person } of people) {
    const coming = await comingOf(parts, person);
    if (coming.length > 0) seen.push({ person, coming });
  }
  await noteLooks(parts, look, seen);
  return calendarOf(parts, seen);
}

async function comingOf({ store, clock }: CalendarParts, { id, municipality }: Person): Promise<Appointment[]> {
  const range = { field: 'start', from: clock.now() - pastMs };
  const found = await store.find(appointments, { where: { person: id, coming: 1 }, range, limit: mostAppointments });
  return found.map(({ body }) => body).filter((body) => body.municipality === municipality);
}

/** A calendar program asks every hour: what it is shown of somebody is written down once a day. */
async function noteLooks(parts: CalendarParts, look: Look, seen: readonly Seen[]): Promise<void> {
  const day = new Date(parts.clock.now()).toISOString().slice(0, 10);
  const daily = { ...look, request: `${look.actor.id ?? ''}/${day}` };
  const entries = seen.map(({ person: { id } }) =>
    auditRow(parts, daily, { action: 'appointments.in_calendar', object: id, person: id, result: 'ok' }),
  );
  const outcomes = await parts.store.write(entries);
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while writing who looked');
}

function calendarOf({ ids, clock }: CalendarParts, seen: readonly Seen[]): string {
  const calendar = ical({
    prodId: { company: 'Wegwijs', product: 'Wegwijs' },
    name: 'Wegwijs',
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  });
  for (const { person, coming } of seen) {
    const firstName = person.displayName.trim().split(/\s+/)[0] ?? '';
    for (const { id, kind, start, end, location } of coming)
      calendar.createEvent({
        id: `${ids.of('calendar', id)}@wegwijs`,
        stamp: new Date(clock.now()),
        start: new Date(start),
        ...(end ? { end: new Date(end) } : {}),
        summary: `${kind}: ${firstName}`,
        location,
        class: ICalEventClass.PRIVATE,
      });
  }
  return calendar.toString();
}
