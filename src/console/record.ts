import type { Look } from '../core/audit.ts';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { Appointment, AppointmentChange, Person } from '../core/person.ts';

/** A person's record as the console reads and changes it; every look and change writes its audit entry. */
export interface ConsoleRecord {
  appointments(person: Person, span: { from: number; limit: number }, look: Look): Promise<Appointment[]>;
  /** Repeated with the same `look.request`, it is the same change. `saying`: what is told of where it is from. */
  changeAppointment(
    person: Person,
    change: AppointmentChange,
    how: { look: Look; saying: Pick<Appointment, 'source' | 'asOf'> },
  ): Promise<Appointment>;
  route(person: Person, look: Look): Promise<Route | undefined>;
  payments(person: Person, fromMonth: string, look: Look): Promise<Payment[]>;
  relief(person: Person, look: Look): Promise<Relief | undefined>;
}
