import type { MunicipalityId } from '../core/ids.ts';
import type { StaffRole } from '../core/roles.ts';
import { collection, type Store } from '../store/store.ts';

/** A login to the console. All times are ms since 1970. */
export interface SessionRecord {
  staff: string;
  municipality: MunicipalityId;
  /** As at the login: who has another role since must log in again. */
  role: StaffRole;
  /** The id of the login that it came by; absent for the development login. */
  login?: string;
  /** What the cookie's signature is made with, and the number of the cookie that was seen last. */
  seed: string;
  turn: number;
  turnedAt: number;
  openedAt: number;
  usedAt: number;
}

export type SessionIndex = { municipality: MunicipalityId; staff: string; openedAt: number };
export const consoleSessions = collection<SessionRecord, SessionIndex>({
  name: 'console_sessions',
  indexes: [['municipality', 'staff'], ['openedAt']],
});
export const indexSession = ({ municipality, staff, openedAt }: SessionRecord): SessionIndex => ({
  municipality,
  staff,
  openedAt,
});

/** Without any use. */
export const idleMs = 15 * 60_000;
/** However much it is used. */
export const lifeMs = 8 * 3_600_000;
/** A cookie is replaced after this, and the one before it is believed for so long after the new one was seen. */
export const turnMs = 5 * 60_000;
export const graceMs = 60_000;

export const isOver = ({ openedAt, usedAt }: SessionRecord, now: number): boolean =>
  now >= openedAt + lifeMs || now >= usedAt + idleMs;

/** Removes logins that are past their longest life; resolves with how many. A full batch means that there may be more. */
export async function forgetEnded(store: Store, now: number, batch: number): Promise<number> {
  const range = { field: 'openedAt', below: now - lifeMs };
  const found = await store.find(consoleSessions, { range, limit: batch });
  await store.write(found.map(({ id }) => ({ op: 'remove', collection: consoleSessions, id })));
  return found.length;
}
