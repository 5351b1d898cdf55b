// stages-do-not-import-each-other
import { ticket } from '../handoff/ticket.ts';
export const turn = ticket;
