import type { Municipality } from '../core/municipality.ts';
import { afterOpenHours, dutchTime } from '../core/office-hours.ts';
import type { Urgency } from '../core/ticket.ts';

/** Open hours within which someone answers. */
const openHours: Record<Urgency, number> = { urgent: 4, normal: 12 };

/** Before when someone answers (ms, on a whole half hour later), from the office's hours; undefined when it never opens. */
export function promiseOf(municipality: Municipality, urgency: Urgency, nowMs: number): number | undefined {
  const exact = afterOpenHours(municipality.hours, nowMs, openHours[urgency]);
  if (exact === undefined) return undefined;
  const time = dutchTime(exact);
  const halfHour = time.set({ minute: time.minute === 0 ? 0 : time.minute <= 30 ? 30 : 60, second: 0, millisecond: 0 });
  return halfHour.toMillis();
}
