import type { Language } from '../core/locale.ts';
import type { Appointment } from '../core/person.ts';
import { writeAudit } from './audit.ts';
import { calendarFile } from './calendar-file.ts';
import { readCalendarLink, type CalendarLink } from './calendar-link.ts';
import { appointments } from './collections.ts';
import type { Parts } from './parts.ts';

/** What came of opening a link. `ended`: too old, or none of its appointments is still to come. */
export type OpenedCalendar =
  { result: 'ok'; file: string } | { result: 'ended'; language: Language } | { result: 'unknown' };

/** The file that a link stands for, as the appointments are now. Each opening is a look, and is written down. */
export async function readCalendar(
  parts: Parts,
  token: string,
  title: (language: Language, kind: string) => string,
): Promise<OpenedCalendar> {
  const link = await readCalendarLink(parts, token);
  if (!link) return { result: 'unknown' };
  if ('ended' in link) return { result: 'ended', language: link.ended };
  const { person, municipality, conversation, language } = link;
  const found = await coming(parts, link);
  await writeAudit(
    parts,
    { municipality, actor: { role: 'newcomer', id: person }, origin: conversation, request: parts.ids.random() },
    { action: 'appointments.saved', object: person, person, result: found.length > 0 ? 'ok' : 'gone' },
  );
  if (found.length === 0) return { result: 'ended', language };
  return { result: 'ok', file: calendarFile(parts, found, (kind) => title(language, kind)) };
}

async function coming({ store }: Parts, link: CalendarLink): Promise<Appointment[]> {
  const documents = await Promise.all(link.appointments.map((id) => store.get(appointments, id)));
  return documents.flatMap((document) => {
    const body = document?.body;
    if (!body || body.person !== link.person || body.municipality !== link.municipality) return [];
    return body.status === 'planned' || body.status === 'moved' ? [body] : [];
  });
}
