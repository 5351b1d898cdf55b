import type { MunicipalityId } from './ids.ts';
import type { Language } from './locale.ts';

/** ISO weekday: 1 = Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A place served: one file in `municipalities/`. Secrets stand in the environment, never here. */
export interface Municipality {
  id: MunicipalityId;
  name: string;
  /** True for invented municipalities: refused in production. */
  demo: boolean;
  languages: Language[];
  controller?: string;
  privacyPage?: string;
  crisisContact?: { name: string; email?: string; phone?: string };
  /** Office hours in Dutch wall-clock time, in order: [["09:00", "12:00"], …]. A day that is absent is closed. */
  hours: Partial<Record<Weekday, [string, string][]>>;
  teams: Team[];
  staff: StaffMember[];
  taalhuis?: { name: string; address: string; openingHours: string; contact: string };
  contact: { phone?: string; email?: string; address?: string; mapUrl?: string };
}

/** People who share a queue. `topics` are the first halves of intent names: appointments, leerroute, … */
export interface Team {
  id: string;
  name: string;
  topics: string[];
}

/** Someone who works for the municipality and may log in to the console. The id is unique over all municipalities. */
export interface StaffMember {
  id: string;
  name: string;
  role: 'case_worker' | 'coordinator';
  /** Ids of teams of the same municipality. */
  teams: string[];
  /** The days worked; absent: every day that the office is open. */
  days?: Weekday[];
}
