import type { MunicipalityId, PersonId } from './ids.ts';
import type { Language } from './locale.ts';

/** Which law somebody integrates under; `none` = no duty. */
export type Law = '2021' | '2013' | 'none';
/** The group that rules depend on (knowledge.md, group codes). */
export type Group = 'asylum' | 'asylum_family' | 'family' | 'other';

/** Who a newcomer is to us: a random id and the few fields that an answer needs. No BSN, no V-number. */
export interface Person {
  id: PersonId;
  municipality: MunicipalityId;
  displayName: string;
  language?: Language;
  law?: Law;
  group?: Group;
  /** Where law and group come from; the record overrules what people say of themselves. */
  basis?: 'record' | 'self';
  /** The staff member whose own person this is. */
  caseWorker?: string;
  sharedPhone?: boolean;
}

export type AppointmentStatus = 'planned' | 'moved' | 'cancelled' | 'done' | 'missed';

/** An appointment as the municipality's calendar gave it (knowledge.md E2). The bot never changes one; who settles the wish does. */
export interface Appointment {
  id: string;
  person: PersonId;
  kind: string;
  /** ISO instants. */
  start: string;
  end?: string;
  location: string;
  mapUrl?: string;
  withWhom: string;
  bring: string[];
  interpreter?: 'requested' | 'arranged' | 'none';
  obligatory: boolean;
  status: AppointmentStatus;
  /** Who delivered it, and the ISO date on which. Both are always said. */
  source: string;
  asOf: string;
}

/** What a case worker does to an appointment. Times are ISO instants. */
export type AppointmentChange =
  | ({ change: 'add' } & Pick<Appointment, 'kind' | 'start' | 'location' | 'withWhom'> & { end?: string })
  | { change: 'move'; appointment: string; start: string; end?: string; location?: string }
  | { change: 'cancel'; appointment: string };

/** Who somebody is on a channel: the platform's own id, unique within the channel. */
export interface ChannelIdentity {
  channel: string;
  id: string;
}

/** A channel identity that a link code tied to a person. One person may have several, each with its own link. */
export interface LinkedIdentity {
  channel: string;
  person: PersonId;
  /** ms since 1970. */
  linkedAt: number;
  /** The person said that this device is their own. */
  isOwnDevice?: boolean;
  /** Codes of two people were used here. */
  isShared?: boolean;
  /** The platform said that the number or the phone changed since the link was made. */
  isChanged?: boolean;
}

/** What came of a link code or a PIN that somebody gave. `refused` never says why. */
export type Verification =
  | { result: 'linked'; person: PersonId }
  | { result: 'refused'; triesLeft: number }
  /** `until` is ms since 1970. */
  | { result: 'locked'; until: number };
