import { isDeepStrictEqual } from 'node:util';
import type { Municipality, StaffMember } from '../../core/municipality.ts';
import { staffFields, type Overlay, type OverlayPart } from '../../core/overlay.ts';

/** What a municipality says there; null for nothing. */
export function partOf(place: Municipality, part: OverlayPart): unknown {
  const member = memberIn(place, part);
  if (member === undefined) return place[part as keyof Municipality] ?? null;
  const fields: Readonly<Record<string, unknown>> = { ...member };
  const set = staffFields.filter((field) => fields[field] !== undefined);
  return Object.fromEntries(set.map((field) => [field, fields[field]]));
}

/** The municipality with something else there. Not checked: `value` is whatever somebody typed. */
export function withPart(place: Municipality, part: OverlayPart, value: unknown): unknown {
  const member = memberIn(place, part);
  if (member === undefined) {
    const { [part as keyof Municipality]: _before, ...rest } = place;
    return value === null ? rest : { ...rest, [part]: value };
  }
  const rest = Object.fromEntries(
    Object.entries(member).filter(([field]) => !staffFields.some((one) => one === field)),
  );
  return {
    ...place,
    staff: place.staff.map((one) => (one === member ? { ...rest, ...(value as Partial<StaffMember>) } : one)),
  };
}

/** Whether there is such a part: of staff, those who stand in the file. */
export const hasPart = (place: Municipality, part: OverlayPart): boolean =>
  !part.startsWith('staff/') || memberIn(place, part) !== undefined;

const memberIn = ({ staff }: Municipality, part: OverlayPart): StaffMember | undefined =>
  part.startsWith('staff/') ? staff.find(({ id }) => part === `staff/${id}`) : undefined;

/** Whether two parts say the same, in whatever order their fields stand. */
export const saysTheSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(plain(one), plain(other));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** Whether an overlay holds on a day. */
export const holdsOn = ({ from, to }: Overlay, day: string): boolean => from <= day && (to === undefined || day <= to);
