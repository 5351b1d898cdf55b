import { Problem } from '../core/errors.ts';
import type { Person } from '../core/person.ts';
import type { Target } from '../core/roles.ts';
import { targetOf } from './access.ts';
import type { DeskTicket } from './desk.ts';
import type { ConsoleParts } from './parts.ts';
import { pathPart } from './requests.ts';
import type { Asked } from './route.ts';
import type { Staff } from './session.ts';

/** The ticket that a path names, with whose it is, where the table lets who asks do this route's action to it. */
export async function askedTicket(
  parts: Pick<ConsoleParts, 'desk' | 'people'>,
  { request, staff, require }: Pick<Asked, 'request' | 'staff' | 'require'>,
): Promise<{ ticket: DeskTicket; target: Target; person?: Person }> {
  const ticket = await parts.desk.find(pathPart(request, 'id'));
  if (ticket?.municipality !== staff.municipality.id) throw new Problem('not_found');
  const found = await targetOf(parts, ticket);
  require(found.target);
  return { ticket, ...found };
}

/** Throws `conflict`, and says who has it, for what is not in these hands. */
export function requireOwner({ owner, status }: DeskTicket, { member }: Staff): void {
  if (status === 'claimed' && owner?.id === member.id) return;
  throw new Problem('conflict', undefined, { details: { owner: owner ?? null, status } });
}
