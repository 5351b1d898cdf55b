import type { MunicipalityId, PersonId } from './ids.ts';
import type { Role } from './roles.ts';

/** Who did it: somebody by id, or the system itself. */
export interface Actor {
  role: Role | 'system';
  id?: string;
}

/** Who looks at what is somebody's, from where. Repeated with the same `request`, it leaves one audit entry. */
export interface Look {
  municipality: MunicipalityId;
  actor: Actor;
  /** A conversation's id, or the page: `console`, `pin`, `start`. */
  origin: string;
  /** The activity's id or the id that the page made. */
  request: string;
  from?: From;
}

/** From where a member of staff does it (BIO2 8.15): the login and the network address. Never kept of a newcomer. */
export interface From {
  session: string;
  address?: string;
}

/** What was done to or seen of somebody's data. Codes and ids only: never a name, a number or what was said. */
export interface AuditEntry {
  municipality: MunicipalityId;
  /** As `appointments.seen`, `code.issued`. */
  action: string;
  /** The id of what it was done to; absent when it could not be found. */
  object?: string;
  /** Whose data it is. */
  person?: PersonId;
  /** `ok`, or a code for why not. */
  result: string;
  origin: string;
  actor: Actor;
  from?: From;
  /** ms since 1970. */
  at: number;
}
