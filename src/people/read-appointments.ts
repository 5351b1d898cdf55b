import type { Look } from '../core/audit.ts';
import type { Appointment, Person } from '../core/person.ts';
import { appointments } from './collections.ts';
import type { Parts } from './parts.ts';
import { writeAudit } from './audit.ts';

/** What is coming for a person and was not called off, soonest first. `from` is ms since 1970. */
export async function comingAppointments(
  parts: Parts,
  person: Person,
  { from, limit }: { from: number; limit: number },
  look: Look,
): Promise<Appointment[]> {
  const isHere = person.municipality === look.municipality;
  const deed = { action: 'appointments.seen', object: person.id, person: person.id };
  await writeAudit(parts, look, { ...deed, result: isHere ? 'ok' : 'refused' });
  if (!isHere) return [];
  const where = { person: person.id, coming: 1 };
  const found = await parts.store.find(appointments, { where, range: { field: 'start', from }, limit });
  return found.map(({ body: { municipality: _, ...appointment } }) => appointment);
}
