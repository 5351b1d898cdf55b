import ical, { ICalCalendarMethod, ICalEventClass } from 'ical-generator';
import type { Appointment } from '../core/person.ts';
import type { Parts } from './parts.ts';

/**
 * A calendar file: of each appointment its kind, time and place, and nothing else of a case. The same appointment has the
 * same id in every file, so that one which was moved takes the place of the old one.
 */
export function calendarFile(
  { ids, clock }: Pick<Parts, 'ids' | 'clock'>,
  appointments: readonly Appointment[],
  title: (kind: string) => string,
): string {
  const calendar = ical({ prodId: { company: 'Wegwijs', product: 'Wegwijs' }, method: ICalCalendarMethod.PUBLISH });
  for (const { id, kind, start, end, location } of appointments) {
    calendar.createEvent({
      id: `${ids.of('calendar', id)}@wegwijs`,
      stamp: new Date(clock.now()),
      start: new Date(start),
      ...(end ? { end: new Date(end) } : {}),
      summary: title(kind),
      location,
      class: ICalEventClass.PRIVATE,
    });
  }
  return calendar.toString();
}
