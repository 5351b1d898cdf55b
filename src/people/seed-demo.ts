import { DateTime } from 'luxon';
import type { Clock } from '../core/clock.ts';
import type { Person } from '../core/person.ts';
import { StoreUnavailable, type Store, type WriteOp } from '../store/store.ts';
import {
  appointments,
  demo,
  indexAppointment,
  indexPerson,
  persons,
  type AppointmentRecord,
  type DemoRecord,
} from './collections.ts';
import type { DemoPeople } from './demo-people.ts';
import { insertOnce, put } from './put.ts';

const zone = 'Europe/Amsterdam';

/**
 * Puts the invented people and their appointments in the store at the first start, with dates counted from it. A later start
 * changes nothing, also not what was erased since; one that was cut off is finished with the dates it began with.
 */
export async function seedDemo(store: Store, clock: Clock, people: readonly DemoPeople[]): Promise<void> {
  for (const place of people) await seedPlace(store, clock, place);
}

async function seedPlace(store: Store, clock: Clock, place: DemoPeople): Promise<void> {
  const first: DemoRecord = { startedAt: clock.now(), isComplete: false };
  await insertOnce(store, demo, place.municipality, { body: first, index: {} });
  const record = (await store.get(demo, place.municipality))?.body ?? first;
  if (record.isComplete) return;
  const outcomes = await store.write(place.people.flatMap((person) => rowsOf(place, person, record.startedAt)));
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while the demo people were written');
  await put(store, demo, place.municipality, (body) => body && { body: { ...body, isComplete: true }, index: {} });
}

function rowsOf(
  { municipality, source }: DemoPeople,
  { appointments: dates, ...fields }: DemoPeople['people'][number],
  startedAt: number,
): WriteOp[] {
  const person: Person = { ...fields, municipality, basis: 'record' };
  const asOf = DateTime.fromMillis(startedAt, { zone }).toISODate() ?? '';
  const rows = dates.map(({ workdays, at, ...appointment }, i): WriteOp => {
    const [start, end] = at.map((time) => instant(startedAt, workdays, time)) as [string, string];
    const id = `${person.id}-${i + 1}`;
    const body: AppointmentRecord = { ...appointment, id, person: person.id, municipality, start, end, source, asOf };
    return { op: 'insert', collection: appointments, id, body, index: indexAppointment(body) };
  });
  return [{ op: 'insert', collection: persons, id: person.id, body: person, index: indexPerson(person) }, ...rows];
}

/** An ISO instant: so many working days (Monday to Friday) later, at a Dutch time. */
function instant(from: number, workdays: number, time: string): string {
  let day = DateTime.fromMillis(from, { zone }).startOf('day');
  for (let left = workdays; left > 0;) {
    day = day.plus({ days: 1 });
    if (day.weekday <= 5) left -= 1;
  }
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute }).toJSDate().toISOString();
}
