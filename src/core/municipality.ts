import type { CaseKind } from './case-data.ts';
import type { MunicipalityId } from './ids.ts';
import type { Language } from './locale.ts';
import type { LoginSettings } from './login.ts';
import type { Retention } from './retention.ts';
import type { StaffRole } from './roles.ts';

/** ISO weekday: 1 = Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** In order, by day: [["09:00", "12:00"], …]. A day that is absent is closed. */
export type OpenHours = Partial<Record<Weekday, [string, string][]>>;

/** A place served: one file in `municipalities/`. Secrets stand in the environment, never here. */
export interface Municipality {
  id: MunicipalityId;
  name: string;
  /** True for invented municipalities: refused in production. */
  demo: boolean;
  languages: Language[];
  controller?: string;
  privacyPage?: string;
  /** Who is told of danger. `hours`: when somebody is there; absent: the office hours. */
  crisisContact?: { name: string; email?: string; phone?: string; hours?: OpenHours | 'always' };
  /** Office hours in Dutch wall-clock time. */
  hours: OpenHours;
  /** Days (ISO) on which the office is closed besides the public holidays, as Good Friday. */
  closedDays?: string[];
  teams: Team[];
  staff: StaffMember[];
  taalhuis?: Taalhuis;
  contact: { phone?: string; email?: string; address?: string; mapUrl?: string };
  /** Where else it can be written to. */
  channels?: { whatsapp?: { number?: string } };
  /** How its staff log in, when not by the installation's own login. */
  logins?: LoginSettings[];
  import?: ImportSettings;
  retention?: Partial<Retention>;
  /** The municipality's own NL Design System tokens, for the console: an https style sheet, and the class that it sets them on. */
  designTokens?: { url: string; className: string };
  /** True where people may read which member of staff looked at what is theirs. */
  namesStaff?: boolean;
}

export interface Taalhuis {
  name: string;
  address: string;
  openingHours: OpenHours;
  contact: string;
  mapUrl?: string;
  /** ISO date on which the municipality said so; it is always said. */
  asOf: string;
}

/** How the files of a municipality's own systems are read, by kind (`core/case-data.ts`). */
export interface ImportSettings {
  /** Their own headers, each with the field it is: `Klantnr: person`. */
  columns?: Partial<Record<CaseKind, Record<string, string>>>;
  /** Who is said to have delivered it, where a row does not say so. */
  sources?: Partial<Record<CaseKind, string>>;
}

/** People who share a queue. `topics` are the first halves of intent names: appointments, leerroute, … */
export interface Team {
  id: string;
  name: string;
  topics: string[];
  queue?: Partial<QueueRules>;
}

/** What a team agreed on for its queue. Hours are hours in which somebody works. */
export interface QueueRules {
  /**
   * So long a ticket is the person's own case worker's before the team sees it: of an urgent one a quarter of it, and
   * never more than a third of the time until its promise.
   */
  ownFirstHours: number;
  /** After so long without a sign the claim is lost; of an urgent one half of it, and an hour before a promise ends. */
  silentHours: number;
  /** So long a closed ticket can be opened again. */
  reopenDays: number;
}

export const queueRules: QueueRules = { ownFirstHours: 4, silentHours: 4, reopenDays: 14 };

/** Someone who works for the municipality and may log in to the console. The id is unique over all municipalities. */
export interface StaffMember {
  id: string;
  name: string;
  role: StaffRole;
  /** What the login's `staffClaim` says of them; absent: the id. */
  login?: string;
  /** Ids of teams of the same municipality. */
  teams: string[];
  /** Where newcomers reach them at work; what is absent is the desk's. */
  contact?: { phone?: string; email?: string };
  /** The days worked; absent: every day that the office is open. */
  days?: Weekday[];
  /** Hours of their own, lunch left out; absent: the office's. */
  hours?: OpenHours;
  /** Days away (ISO), both included. */
  absences?: { from: string; to: string }[];
}
