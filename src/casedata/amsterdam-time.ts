import { DateTime } from 'luxon';
import type { Reason } from './reasons.ts';

const zone = 'Europe/Amsterdam';

/**
 * An ISO time as an ISO instant. Without an offset it is Dutch wall-clock time; one that comes twice (the clock goes back)
 * or never (it goes forward) is refused, since nobody can say which hour was meant.
 */
export function instantOf(text: string): { instant: string } | { reason: Reason } {
  const iso = text.replace(' ', 'T');
  if (/(Z|[+-]\d\d:\d\d)$/.test(iso)) {
    const at = DateTime.fromISO(iso, { setZone: true });
    return at.isValid ? { instant: at.toUTC().toISO() } : { reason: 'not_a_time' };
  }
  const wall = DateTime.fromISO(iso, { zone: 'utc' });
  if (!wall.isValid) return { reason: 'not_a_time' };
  const local = DateTime.fromISO(iso, { zone });
  if (local.hour !== wall.hour || local.minute !== wall.minute) return { reason: 'no_such_time' };
  if (local.getPossibleOffsets().length > 1) return { reason: 'time_twice' };
  return { instant: local.toUTC().toISO() ?? '' };
}

/** The Dutch day of a moment (ms since 1970), as 2026-11-25. */
export const dutchDay = (at: number): string => DateTime.fromMillis(at, { zone }).toISODate() ?? '';

/** A day that exists, as 2026-11-25. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
