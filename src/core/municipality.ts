import type { MunicipalityId } from './ids.ts';
import type { Language } from './locale.ts';

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
  /** Office hours in Dutch wall-clock time, by ISO weekday (1 = Monday): [["09:00", "12:00"], …]. */
  hours: Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, [string, string][]>>;
  teams: { id: string; name: string; topics: string[] }[];
  staff: StaffMember[];
  taalhuis?: { name: string; address: string; openingHours: string; contact: string };
  contact: { phone?: string; email?: string; address?: string; mapUrl?: string };
}

/** Someone who works for the municipality and may log in to the console. */
export interface StaffMember {
  id: string;
  name: string;
  role: 'case_worker' | 'coordinator';
  teams: string[];
}
