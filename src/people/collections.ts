import type { AuditEntry } from '../core/audit.ts';
import type { ActivityId, ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import type { CaseKind, Payment, Relief, Route } from '../core/case-data.ts';
import type { Appointment, LinkedIdentity, Person } from '../core/person.ts';
import { collection } from '../store/store.ts';
import { erasedMarks } from './erased.ts';
import type { TryAnswer } from './tries.ts';

export type PersonIndex = { municipality: MunicipalityId; caseWorker?: string };
export const persons = collection<Person, PersonIndex>({
  name: 'persons',
  indexes: [['municipality', 'caseWorker']],
});
export const indexPerson = ({ municipality, caseWorker }: Person): PersonIndex => ({ municipality, caseWorker });

/** A channel identity and the person it was linked to. The id is a keyed hash: the platform's id is not kept. */
export type IdentityRecord = LinkedIdentity & { municipality: MunicipalityId; linkedBy: ActivityId };
export type IdentityIndex = { municipality: MunicipalityId; person: PersonId };
export const identities = collection<IdentityRecord, IdentityIndex>({
  name: 'identities',
  indexes: [['person'], ['municipality']],
  personal: ['person'],
});
export const indexIdentity = ({ municipality, person }: IdentityRecord): IdentityIndex => ({ municipality, person });

/** A link code that was issued. The id is that of the request it was issued for. */
export interface CodeRecord {
  municipality: MunicipalityId;
  person: PersonId;
  hash: string;
  issuedBy: string;
  /** ms since 1970, as all times here. */
  issuedAt: number;
  expiresAt: number;
  /** In clear inside the sealed body so that the same request shows it again; gone once used or expired. */
  code?: string;
  used?: { at: number; identity: string; activity: ActivityId; conversation: ConversationId };
}
/** `showable` is 1 while the code itself is still kept. */
export type CodeIndex = {
  municipality: MunicipalityId;
  person: PersonId;
  hash: string;
  showable?: number;
  expiresAt: number;
};
export const codes = collection<CodeRecord, CodeIndex>({
  name: 'codes',
  indexes: [['hash'], ['person'], ['municipality'], ['showable', 'expiresAt']],
  personal: ['person'],
});
export const indexCode = ({ municipality, person, hash, code, expiresAt }: CodeRecord): CodeIndex => ({
  municipality,
  person,
  hash,
  showable: code === undefined ? undefined : 1,
  expiresAt,
});

/** A person's PIN as a salted scrypt hash. The id is a keyed hash of the person's. */
export interface PinRecord {
  municipality: MunicipalityId;
  salt: string;
  hash: string;
  /** The ticket that it was chosen with, and when that was made. */
  ticket: string;
  ticketAt: number;
}
export type PinIndex = { municipality: MunicipalityId };
export const pins = collection<PinRecord, PinIndex>({ name: 'pins', indexes: [['municipality']] });
export const indexPin = ({ municipality }: PinRecord): PinIndex => ({ municipality });

/** The tries that count against one limit, and the answers that were given, so that a repeat gets the same one. */
export interface TriesRecord {
  municipality: MunicipalityId;
  failures: { request: string; at: number }[];
  lockedUntil?: number;
  answers: { request: string; at: number; answer: TryAnswer }[];
}
export type TriesIndex = { municipality: MunicipalityId; lastAt: number };
export const tries = collection<TriesRecord, TriesIndex>({ name: 'tries', indexes: [['municipality'], ['lastAt']] });

export type AppointmentRecord = Appointment & { municipality: MunicipalityId };
/** `start` is ms since 1970; `coming` is 1 for what is planned or moved, absent for what is over or off. */
export type AppointmentIndex = { municipality: MunicipalityId; person: PersonId; start: number; coming?: number };
export const appointments = collection<AppointmentRecord, AppointmentIndex>({
  name: 'appointments',
  indexes: [['person', 'coming', 'start'], ['person', 'start'], ['municipality']],
  personal: ['person'],
});
export const indexAppointment = ({ municipality, person, start, status }: AppointmentRecord): AppointmentIndex => ({
  municipality,
  person,
  start: Date.parse(start),
  coming: status === 'planned' || status === 'moved' ? 1 : undefined,
});

export type CaseIndex = { municipality: MunicipalityId; person: PersonId };
const indexCase = ({ municipality, person }: CaseIndex): CaseIndex => ({ municipality, person });
/** The id is the person's. */
export const routes = collection<Route, CaseIndex>({
  name: 'routes',
  indexes: [['person'], ['municipality']],
  personal: ['person'],
});
export const indexRoute = (route: Route): CaseIndex => indexCase(route);

/** The id is the person's. */
export const reliefs = collection<Relief, CaseIndex>({
  name: 'reliefs',
  indexes: [['person'], ['municipality']],
  personal: ['person'],
});
export const indexRelief = (relief: Relief): CaseIndex => indexCase(relief);

/** `month` is a number, as 202611. */
export type PaymentIndex = CaseIndex & { month: number };
export const payments = collection<Payment, PaymentIndex>({
  name: 'payments',
  indexes: [['person', 'month'], ['municipality']],
  personal: ['person'],
});
export const indexPayment = (payment: Payment): PaymentIndex => ({
  ...indexCase(payment),
  month: monthNumber(payment.month),
});

/** 2026-11 as 202611, so that months can be asked for from one on. */
export const monthNumber = (month: string): number => Number(month.replace('-', ''));

export type AuditIndex = { municipality: MunicipalityId; person?: PersonId; at: number };
export const audit = collection<AuditEntry, AuditIndex>({
  name: 'audit',
  indexes: [
    ['person', 'at'],
    ['municipality', 'at'],
  ],
  personal: ['person'],
});
export const indexAudit = ({ municipality, person, at }: AuditEntry): AuditIndex => ({ municipality, person, at });

/** An import that has begun and is not finished: its rows are validated, some of them may be written. */
export interface UnfinishedImport {
  municipality: MunicipalityId;
  kind: CaseKind;
  rows: number;
  /** ms since 1970. */
  startedAt: number;
}
export type UnfinishedImportIndex = { municipality: MunicipalityId };
export const unfinishedImports = collection<UnfinishedImport, UnfinishedImportIndex>({
  name: 'unfinished_imports',
  indexes: [['municipality']],
});
export const indexUnfinishedImport = ({ municipality }: UnfinishedImport): UnfinishedImportIndex => ({ municipality });

/** The calendar feed of a case worker. `token` is a keyed hash: the token itself is not kept. */
export interface CalendarRecord {
  municipality: MunicipalityId;
  staff: string;
  token: string;
  /** ms since 1970. */
  since: number;
}
export type CalendarIndex = { municipality: MunicipalityId; token: string };
export const calendars = collection<CalendarRecord, CalendarIndex>({
  name: 'calendars',
  indexes: [['token'], ['municipality']],
});
export const indexCalendar = ({ municipality, token }: CalendarRecord): CalendarIndex => ({ municipality, token });

/** When the demo data was made: its dates are offsets from then. */
export interface DemoRecord {
  startedAt: number;
  isComplete: boolean;
}
export const demo = collection<DemoRecord, Record<string, never>>({ name: 'demo', indexes: [] });

/** What `people/` keeps, for the store to make. */
export const peopleCollections = [
  persons,
  identities,
  codes,
  pins,
  tries,
  appointments,
  routes,
  reliefs,
  payments,
  audit,
  erasedMarks,
  unfinishedImports,
  calendars,
  demo,
];
