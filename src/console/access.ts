import type { Person } from '../core/person.ts';
import type { DeskTicket } from './desk.ts';
import type { ConsoleParts } from './parts.ts';
import type { Staff } from './session.ts';

/** Whose list a ticket stands in: its team's, its owner's and the person's own case worker's; of a team of nobody, all. */
export async function isListedFor(
  parts: Pick<ConsoleParts, 'people'>,
  ticket: DeskTicket,
  staff: Staff,
): Promise<boolean> {
  const isOfTeam = ({ teams }: Staff['member']): boolean => teams.includes(ticket.team);
  if (isOfTeam(staff.member) || !staff.municipality.staff.some(isOfTeam)) return true;
  return (await readerOf(parts, ticket, staff)).mayRead;
}

/** Who may read what was said, and whose it is: the owner and the person's own case worker. */
export async function readerOf(
  { people }: Pick<ConsoleParts, 'people'>,
  ticket: DeskTicket,
  { member, municipality }: Staff,
): Promise<{ mayRead: boolean; person?: Person }> {
  if (ticket.municipality !== municipality.id) return { mayRead: false };
  const person = ticket.person ? await people.person(ticket.person, municipality.id) : undefined;
  const mayRead = ticket.owner?.id === member.id || person?.caseWorker === member.id;
  return { mayRead, ...(person ? { person } : {}) };
}
