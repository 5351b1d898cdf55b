import type { ActorChanges } from '../conversations/actor.ts';
import type { DeskTicket, TicketDesk } from '../console/desk.ts';
import type { Municipality } from '../core/municipality.ts';
import type { Store } from '../store/store.ts';
import { createTicketOperations } from './operations.ts';
import { queueOf, tickets, type Ticket } from './ticket.ts';

/** The tickets of a store for the console. */
export function createTicketDesk(
  store: Store,
  mailbox: ActorChanges,
  municipality: (id: string) => Municipality,
): TicketDesk {
  const operations = createTicketOperations(mailbox, municipality);
  return {
    async list(municipality, status, limit) {
      const found = await store.find(tickets, {
        where: { queue: queueOf(municipality, status) },
        order: { field: 'rank', direction: 'ascending' },
        limit,
      });
      return found.map(({ id, body }) => shown(id, body.state));
    },
    async find(id) {
      const found = id.startsWith('t_') ? await store.get(tickets, id) : undefined;
      return found && shown(id, found.body.state);
    },
    claim: async (id, operation) => shown(id, await operations.claim(id, operation)),
    release: async (id, operation) => shown(id, await operations.release(id, operation)),
    answer: async (id, operation, text, dutch) => shown(id, await operations.answer(id, operation, text, dutch)),
    close: async (id, operation, reason) => shown(id, await operations.close(id, operation, reason)),
    reopen: async (id, operation) => shown(id, await operations.reopen(id, operation)),
    note: async (id, operation, text) => shown(id, await operations.note(id, operation, text)),
    sign: (id, operation) => operations.sign(id, operation),
    transfer: async (id, operation, to, reason) => shown(id, await operations.transfer(id, operation, to, reason)),
  };
}

const shown = (id: string, ticket: Ticket): DeskTicket => ({ id, ...ticket });
