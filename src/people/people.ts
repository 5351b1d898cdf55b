import type { AuditEntry, Look } from '../core/audit.ts';
import type { ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { Appointment, AppointmentChange, ChannelIdentity, Person, Verification } from '../core/person.ts';
import { changeAppointment, type Saying } from './change-appointment.ts';
import { auditOf, writeAudit, type Deed } from './audit.ts';
import { makeCalendarLink, type CalendarLink } from './calendar-link.ts';
import { enterPin, type PinAnswer } from './enter-pin.ts';
import { eraseLinks, eraseRecord, eraseTriesIn, type ErasedRecord } from './erase.ts';
import { letBack } from './erased.ts';
import { forgetExpiredCodes, issueCode, type IssuedCode, type IssueRequest } from './issue-code.ts';
import type { Parts } from './parts.ts';
import { makePinTicket, readPinTicket, type OpenPinTicket, type PinPurpose } from './pin-ticket.ts';
import { paymentsOf, reliefOf, routeOf } from './read-case.ts';
import { readCalendar, type OpenedCalendar } from './read-calendar.ts';
import { comingAppointments } from './read-appointments.ts';
import { noteDevice, personOf, readPerson, staffPeople, type Known } from './read-person.ts';
import { recordOf, type PersonRecord } from './record.ts';
import { verifyCode, type CodeAttempt } from './verify-code.ts';

/**
 * Who people are, how they prove it and what is known of them. Every member throws `StoreUnavailable` when the store gave
 * no answer; asked again with the same request or activity it comes out at the same answer.
 */
export interface People {
  /** Writes no audit entry: who shows it to somebody does. */
  person(id: PersonId, municipality: MunicipalityId): Promise<Person | undefined>;
  personOf(identity: ChannelIdentity, municipality: MunicipalityId): Promise<Known | undefined>;
  noteDevice(
    identity: ChannelIdentity,
    municipality: MunicipalityId,
    note: { isOwnDevice?: boolean; isChanged?: boolean },
  ): Promise<void>;
  appointments(person: Person, span: { from: number; limit: number }, look: Look): Promise<Appointment[]>;
  changeAppointment(
    person: Person,
    change: AppointmentChange,
    how: { look: Look; saying: Saying },
  ): Promise<Appointment>;
  route(person: Person, look: Look): Promise<Route | undefined>;
  payments(person: Person, fromMonth: string, look: Look): Promise<Payment[]>;
  relief(person: Person, look: Look): Promise<Relief | undefined>;
  staffPeople(caseWorker: string, look: Look): Promise<Person[]>;
  issueCode(request: IssueRequest): Promise<IssuedCode>;
  verifyCode(attempt: CodeAttempt): Promise<Verification>;
  forgetExpiredCodes(batch: number): Promise<number>;
  /** The token for `/api/appointments/<token>.ics`: these appointments of this person. */
  calendarLink(link: CalendarLink): Promise<string>;
  calendar(token: string, title: (language: Language, kind: string) => string): Promise<OpenedCalendar>;
  /** The token for `/pin#<token>`. Give `choose` only inside a session that a link code opened. */
  pinTicket(conversation: ConversationId, person: Person, language: Language, purpose: PinPurpose): Promise<string>;
  pinState(token: string): Promise<OpenPinTicket | undefined>;
  /** Chooses or checks, as the ticket says. */
  enterPin(token: string, pin: string): Promise<PinAnswer>;
  audit(look: Look, deed: Deed): Promise<void>;
  auditOf(person: PersonId, municipality: MunicipalityId, limit: number): Promise<AuditEntry[]>;
  /** Everything that is kept of a person besides conversations. */
  record(person: PersonId): Promise<PersonRecord>;
  erasing: PeopleErasing;
}

/** Every member can be cut off and repeated. */
export interface PeopleErasing {
  /** Links, PIN and tries: from then on nobody is this person here. */
  links(person: PersonId): Promise<ErasedRecord>;
  triesIn(conversation: ConversationId, municipality: MunicipalityId): Promise<void>;
  /** All the rest, and what is delivered of them again is left out. */
  record(person: PersonId, municipality: MunicipalityId): Promise<ErasedRecord>;
  letBack(person: PersonId): Promise<boolean>;
}

export function createPeople(parts: Parts): People {
  return {
    person: (id, municipality) => readPerson(parts, id, municipality),
    personOf: (identity, municipality) => personOf(parts, identity, municipality),
    noteDevice: (identity, municipality, note) => noteDevice(parts, identity, municipality, note),
    appointments: (person, span, look) => comingAppointments(parts, person, span, look),
    changeAppointment: (person, change, how) => changeAppointment(parts, person, change, how),
    route: (person, look) => routeOf(parts, person, look),
    payments: (person, fromMonth, look) => paymentsOf(parts, person, fromMonth, look),
    relief: (person, look) => reliefOf(parts, person, look),
    staffPeople: (caseWorker, look) => staffPeople(parts, caseWorker, look),
    issueCode: (request) => issueCode(parts, request),
    verifyCode: (attempt) => verifyCode(parts, attempt),
    forgetExpiredCodes: (batch) => forgetExpiredCodes(parts, batch),
    calendarLink: (link) => makeCalendarLink(parts, link),
    calendar: (token, title) => readCalendar(parts, token, title),
    pinTicket: (conversation, { id: person, municipality }, language, purpose) =>
      makePinTicket(parts, { conversation, person, municipality, language, purpose }),
    pinState: (token) => readPinTicket(parts, token),
    enterPin: (token, pin) => enterPin(parts, token, pin),
    audit: (look, deed) => writeAudit(parts, look, deed),
    auditOf: (person, municipality, limit) => auditOf(parts, person, municipality, limit),
    record: (person) => recordOf(parts, person),
    erasing: {
      links: (person) => eraseLinks(parts, person),
      triesIn: (conversation, municipality) => eraseTriesIn(parts, conversation, municipality),
      record: (person, municipality) => eraseRecord(parts, person, municipality),
      letBack: (person) => letBack(parts, person),
    },
  };
}
