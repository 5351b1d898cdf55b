import type { Municipality } from '../core/municipality.ts';
import type { Queue } from './queue.ts';

/** What a ticket needs to know of the world around it. */
export interface TicketServices {
  municipality(id: string): Municipality;
  queue: Queue;
  /** The member of staff whose client this is. */
  caseWorkerOf(person: string, municipality: string): Promise<string | undefined>;
}
