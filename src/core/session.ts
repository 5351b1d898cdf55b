import type { PersonId } from './ids.ts';
import type { LinkedIdentity, Person } from './person.ts';

/** How long a session lasts from the moment that it is opened; using it does not make it longer. */
export const sessionMs = 10 * 60_000;

/** Kept in the conversation's state. A link code or a PIN opens it for one person. */
export interface Session {
  person: PersonId;
  /** ms since 1970. */
  openedAt: number;
  by: 'code' | 'pin';
}

export const isSessionOpen = (session: Session | undefined, person: PersonId, now: number): boolean =>
  session !== undefined && session.person === person && now >= session.openedAt && now < session.openedAt + sessionMs;

/** On the web nobody knows whose device it is; on a phone only the case worker's record or the person's word tells. */
function isOwnPhone(identity: LinkedIdentity, person: Person): boolean {
  if (person.sharedPhone || identity.isShared || identity.isChanged) return false;
  if (identity.isOwnDevice) return true;
  return identity.channel !== 'web' && person.sharedPhone === false;
}

/**
 * Whether a personal answer may be said here and now. The link is enough on an own, unshared, unchanged phone; elsewhere a
 * session must be open, by code or PIN.
 */
export function mayAnswerPersonally(asked: {
  identity: LinkedIdentity | undefined;
  person: Person | undefined;
  session?: Session;
  now: number;
}): boolean {
  const { identity, person, session, now } = asked;
  if (!identity || !person || identity.person !== person.id) return false;
  return isOwnPhone(identity, person) || isSessionOpen(session, person.id, now);
}
