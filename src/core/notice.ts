import type { ActorId, MunicipalityId } from './ids.ts';
import type { Urgency } from './ticket.ts';

/** How a member of staff hears that somebody waits, for each urgency. Neither says who, nor what about. */
export interface NoticeSettings {
  mail: Record<Urgency, boolean>;
  /** By the browser in which the console is open. */
  browser: Record<Urgency, boolean>;
}

/** Until somebody chooses. */
export const noticesByDefault: NoticeSettings = {
  mail: { urgent: false, normal: false },
  browser: { urgent: true, normal: false },
};

/** What a ticket tells whoever may answer it: the value of `ticket.waiting`. */
export interface SomebodyWaits {
  urgency: Urgency;
}

/** The actor that writes to a member of staff. */
export const noticeOf = (municipality: MunicipalityId, staff: string): ActorId => `n_${municipality}.${staff}`;
export const staffOfNotice = (notice: ActorId): string => notice.split('.').slice(1).join('.');
