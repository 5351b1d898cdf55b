import { z } from 'zod';
import { askedTicket } from './asked-ticket.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const here = z.object({ doing: z.enum(['looking', 'typing', 'gone']) });

/** A page says what is done at a ticket, and hears who else is there. Without a word for 45 s somebody is gone. */
export const presenceRoutes = (parts: ConsoleParts): ConsoleRoute[] => [
  staffRoute(
    parts,
    { method: 'post', path: '/api/console/tickets/:id/presence', action: 'ticket.presence', body: 'json' },
    async (asked) => {
      const { request, response, staff } = asked;
      const { doing } = bodyOf(here, request);
      const { ticket } = await askedTicket(parts, asked);
      const { id, name } = staff.member;
      const { municipality } = ticket;
      await parts.presence.note({
        municipality,
        ticket: ticket.id,
        staff: { id, name },
        doing,
        at: parts.clock.now(),
      });
      answer(response, 200, { others: await othersAt(parts, ticket.id, id) });
    },
  ),
];

/** Who is at a ticket besides this one. */
export async function othersAt({ presence }: Pick<ConsoleParts, 'presence'>, ticket: string, me: string) {
  const present = await presence.at(ticket);
  return present.filter(({ staff }) => staff.id !== me).map(({ staff, doing }) => ({ ...staff, doing }));
}
