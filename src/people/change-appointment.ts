import type { Look } from '../core/audit.ts';
import { Problem } from '../core/errors.ts';
import type { Appointment, AppointmentChange, Person } from '../core/person.ts';
import { StoreUnavailable } from '../store/store.ts';
import { auditRow } from './audit.ts';
import { appointments, indexAppointment, type AppointmentRecord } from './collections.ts';
import type { Parts } from './parts.ts';

/** Who says so, and the ISO date on which: it is told with the appointment. */
export type Saying = Pick<Appointment, 'source' | 'asOf'>;

/**
 * Adds, moves or cancels an appointment of this person, with its audit entry. Repeated with the same `look.request`, it is
 * the same change. Throws `not_found` for an appointment that is not theirs.
 */
export async function changeAppointment(
  parts: Parts,
  person: Person,
  wanted: AppointmentChange,
  { look, saying }: { look: Look; saying: Saying },
): Promise<Appointment> {
  if (person.municipality !== look.municipality) throw new Problem('not_found');
  const id = wanted.change === 'add' ? addedId(parts, look) : wanted.appointment;
  for (;;) {
    const before = await parts.store.get(appointments, id);
    if (before && before.body.person !== person.id) throw new Problem('not_found');
    if (!before && wanted.change !== 'add') throw new Problem('not_found');
    if (before && wanted.change === 'add') return shown(before.body);
    const body = changed(before?.body, wanted, { id, person, saying });
    const index = indexAppointment(body);
    const written = { collection: appointments, id, index, body };
    const action = `appointment.${wanted.change}`;
    const [outcome] = await parts.store.write([
      before ? { op: 'replace', version: before.version, ...written } : { op: 'insert', ...written },
      auditRow(parts, look, { action, object: id, person: person.id, result: 'ok' }),
    ]);
    if (outcome === 'unknown') throw new StoreUnavailable('no answer while changing an appointment');
    if (outcome !== 'done') continue;
    return shown(body);
  }
}

const shown = ({ municipality: _, ...appointment }: AppointmentRecord): Appointment => appointment;

const addedId = ({ ids }: Parts, { municipality, request }: Look): string =>
  ids.of('desk', municipality, 'appointments', request);

function changed(
  before: AppointmentRecord | undefined,
  wanted: AppointmentChange,
  { id, person, saying }: { id: string; person: Person; saying: Saying },
): AppointmentRecord {
  if (wanted.change === 'add') {
    const { change: _, ...fields } = wanted;
    const rest = { bring: [], obligatory: false, status: 'planned' as const };
    return { ...fields, ...rest, ...saying, id, person: person.id, municipality: person.municipality };
  }
  if (!before) throw new Problem('not_found');
  if (wanted.change === 'cancel') return { ...before, ...saying, status: 'cancelled' };
  const { end: _, ...kept } = before;
  const { start, end, location = before.location } = wanted;
  return { ...kept, ...saying, start, location, ...(end ? { end } : {}), status: 'moved' };
}
