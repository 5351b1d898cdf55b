import { z } from 'zod';
import { askedTicket } from './asked-ticket.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const typed = z.object({ text: z.string().max(4_000) });

/** What is typed for a ticket is kept as it is typed: it outlives a closed tab, and goes along to the next owner. */
export const draftRoutes = (parts: ConsoleParts): ConsoleRoute[] => [
  staffRoute(
    parts,
    { method: 'put', path: '/api/console/tickets/:id/draft', action: 'ticket.draft', body: 'json' },
    async (asked) => {
      const { request, response, staff } = asked;
      const { text } = bodyOf(typed, request);
      const { ticket } = await askedTicket(parts, asked);
      const { id, name } = staff.member;
      const { municipality } = ticket;
      await parts.drafts.keep(ticket.id, { municipality, text, by: { id, name }, at: parts.clock.now() });
      if (ticket.owner?.id === id) {
        await parts.desk.sign(ticket.id, { id: parts.ids.random(), staff: { id, name }, at: parts.clock.now() });
      }
      answer(response, 200, { ok: true });
    },
  ),
];
