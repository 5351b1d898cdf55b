import type { MunicipalityId } from './ids.ts';

/** What of a municipality may be changed in the console; `staff/<id>` is when and where somebody works. */
export const overlayParts = ['taalhuis', 'hours', 'closedDays', 'contact', 'crisisContact', 'teams'] as const;
export type OverlayPart = (typeof overlayParts)[number] | `staff/${string}`;

export const isOverlayPart = (part: string): part is OverlayPart =>
  overlayParts.some((one) => one === part) || /^staff\/[a-z][a-z0-9-]*$/.test(part);

/** The fields of `staff/<id>`. Name, role and login are the file's. */
export const staffFields = ['teams', 'contact', 'days', 'hours', 'absences'] as const;

/** `in_file`: the municipality's file says the same since, so that the overlay is over. */
export type OverlayStatus = 'proposed' | 'approved' | 'refused' | 'undone' | 'in_file';

export interface OverlayDeed {
  by: { id: string; name: string };
  /** ms since 1970. */
  at: number;
}

/** Local truth as somebody changed it: it lies over the municipality's file from one day to another, once a second person approved. */
export interface Overlay {
  municipality: MunicipalityId;
  part: OverlayPart;
  /** What the file would say; null where it says nothing. */
  value: unknown;
  /** ISO days, both included; without `to` it stays. */
  from: string;
  to?: string;
  /** What stood there when it was proposed. */
  before: unknown;
  why?: string;
  status: OverlayStatus;
  proposed: OverlayDeed;
  /** Approved or refused. */
  decided?: OverlayDeed;
  undone?: OverlayDeed;
}
