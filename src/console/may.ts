import { Problem } from '../core/errors.ts';
import { isAllowed, scopesOf, type Action, type Target } from '../core/roles.ts';
import type { DeskTicket } from './desk.ts';
import type { Staff } from './session.ts';

/** Whether the table in `core/roles.ts` lets who is logged in do this to that. */
export const may = ({ member, municipality }: Staff, action: Action, target: Target): boolean =>
  isAllowed(
    {
      id: member.id,
      role: member.role,
      municipality: municipality.id,
      isOfTeam: (team) => member.teams.includes(team) || !municipality.staff.some(({ teams }) => teams.includes(team)),
    },
    action,
    target,
  );

/** Throws `not_found` for what is another municipality's, as if it did not exist, and `forbidden` for the rest. */
export function requireMay(staff: Staff, action: Action, target: Target): void {
  if (target.municipality !== staff.municipality.id) throw new Problem('not_found');
  if (!may(staff, action, target)) throw new Problem('forbidden');
}

/** Throws `forbidden` when this role does this to nothing at all. */
export function requireRole({ member }: Staff, action: Action): void {
  if (scopesOf(member.role, action).length === 0) throw new Problem('forbidden');
}

/** What is one's own: the login, the settings, the calendar, the list of one's people. */
export const oneself = ({ member, municipality }: Staff): Target => ({ municipality: municipality.id, of: member.id });

/** What the table needs to know of a ticket; `caseWorker` is that of its person. */
export const ticketTarget = ({ id, municipality, team, owner, person }: DeskTicket, caseWorker?: string): Target => ({
  municipality,
  team,
  object: id,
  ...(person ? { person } : {}),
  ...(owner ? { claimedBy: owner.id } : {}),
  ...(caseWorker ? { of: caseWorker } : {}),
});
