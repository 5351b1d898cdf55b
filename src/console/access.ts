import type { Person } from '../core/person.ts';
import type { Target } from '../core/roles.ts';
import type { DeskTicket } from './desk.ts';
import { may, ticketTarget } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import type { Staff } from './session.ts';

type People = Pick<ConsoleParts, 'people'>;

/** A ticket as the table sees it, with the person whose it is. */
export async function targetOf({ people }: People, ticket: DeskTicket): Promise<{ target: Target; person?: Person }> {
  const person = ticket.person ? await people.person(ticket.person, ticket.municipality) : undefined;
  return { target: ticketTarget(ticket, person?.caseWorker), ...(person ? { person } : {}) };
}

/**
 * Whether a ticket stands in somebody's list; asks for its person only when that decides. What is first somebody else's
 * stands in that one's list only, and in that of who spreads the work.
 */
export async function isListedFor(parts: People, ticket: DeskTicket, staff: Staff): Promise<boolean> {
  const { id, role } = staff.member;
  const first = ticket.status === 'waiting' ? ticket.offered?.to : undefined;
  if (first === id) return ticket.municipality === staff.municipality.id;
  if (first !== undefined && role !== 'coordinator') return false;
  if (may(staff, 'ticket.list', ticketTarget(ticket))) return true;
  return may(staff, 'ticket.list', (await targetOf(parts, ticket)).target);
}
