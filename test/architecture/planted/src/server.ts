// the-house-does-not-import-stages
import { ticket } from './handoff/ticket.ts';
export const server = ticket;
