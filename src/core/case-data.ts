/** What the municipality's systems know of a person besides appointments (knowledge.md E3 and E4). The bot changes none of it. */
import type { MunicipalityId, PersonId } from './ids.ts';
import type { Appointment, Person } from './person.ts';

/** What a municipality's systems deliver. */
export const caseKinds = ['persons', 'appointments', 'routes', 'payments', 'reliefs'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** What is delivered of each kind: everything but ids of ours. */
export interface Delivered {
  persons: Omit<Person, 'id' | 'municipality' | 'basis'>;
  appointments: Omit<Appointment, 'id' | 'person'>;
  routes: Omit<Route, 'id' | 'person' | 'municipality'>;
  payments: Omit<Payment, 'id' | 'person' | 'municipality'>;
  reliefs: Omit<Relief, 'id' | 'person' | 'municipality'>;
}

/** One delivered thing, under the names that its own system has for it and for the person. Those names are never kept. */
export interface DeliveredRow<Kind extends CaseKind = CaseKind> {
  sourceId: string;
  person: string;
  fields: Delivered[Kind];
}

/** Who delivered it, and the ISO date on which. Both are always said. */
export interface Provenance {
  source: string;
  asOf: string;
}

export type Leerroute = 'b1' | 'education' | 'z';

/** Hours done of hours to do, as the school or the municipality delivered them. */
export interface Hours {
  done: number;
  target?: number;
}

export type HoursKind = 'nt2' | 'knm' | 'participation' | 'map' | 'pvt';

/** A person's route and how far they are. One for each person; its id is the person's. */
export interface Route extends Provenance {
  id: string;
  person: PersonId;
  municipality: MunicipalityId;
  leerroute: Leerroute;
  /** ISO dates. */
  startedOn?: string;
  pipDate?: string;
  /** Only as DUO gave it, never worked out. */
  termEnd?: { date: string; source: string; asOf: string };
  school?: string;
  classTimes?: string;
  hours: Partial<Record<HoursKind, Hours>>;
  pvtSignedOn?: string;
  mapTalkOn?: string;
  exams: ExamPart[];
  /** One line from the case worker, in Dutch. */
  nextStep?: string;
}

/** A part of the exam; result and attempts only as DUO gave them. */
export interface ExamPart {
  part: 'reading' | 'listening' | 'writing' | 'speaking' | 'knm';
  level?: 'a2' | 'b1' | 'b2';
  /** ISO date. */
  date?: string;
  result?: 'passed' | 'failed';
  attemptsUsed?: number;
}

export type PaymentKind =
  'rent' | 'gas' | 'water' | 'electricity' | 'health_insurance' | 'living_money' | 'allowance_bridge' | 'other';

/** Only `executed`, with its date, may be said as paid. */
export type PaymentStatus = 'planned' | 'executed' | 'failed' | 'stopped' | 'unknown';

/** One payment that the municipality makes for a person in a month. */
export interface Payment extends Provenance {
  id: string;
  person: PersonId;
  municipality: MunicipalityId;
  /** As 2026-11. */
  month: string;
  kind: PaymentKind;
  /** In euro cents, as the record has it; absent where it was not delivered. */
  cents?: number;
  payee?: string;
  status: PaymentStatus;
  /** ISO date; always there when executed. */
  executedOn?: string;
  /** ISO date on which it is planned. */
  plannedOn?: string;
}

/** From when to when the municipality pays the fixed costs (ontzorgen). One for each person; its id is the person's. */
export interface Relief extends Provenance {
  id: string;
  person: PersonId;
  municipality: MunicipalityId;
  /** ISO dates. */
  start: string;
  end?: string;
  /** What happens after the end, in Dutch, from the income consultant. */
  afterwards?: string;
  /** The next day on which benefit or living money comes. */
  nextBenefitOn?: string;
  /** What the person must still do, in Dutch. */
  openAction?: string;
}
