import type { ActorChanges, OutboxDraft } from '../conversations/actor.ts';
import { Problem } from '../core/errors.ts';
import type { TicketId } from '../core/ids.ts';
import type { StaffMember } from '../core/municipality.ts';
import type { Ticket, TicketEvent, OperationResult } from './ticket.ts';
import { noted, statusTo } from './ticket-turn.ts';

/** Who does it, and the id that the page made for doing it: repeated, the answer is the same. */
export interface Operation {
  id: string;
  staff: Pick<StaffMember, 'id' | 'name'>;
  at: number;
}

const keptOperations = 50;

/** One conditional update of the ticket for each: claim, release, answer, close. A lost race is a 409 that names the owner. */
export interface TicketOperations {
  claim(ticket: TicketId, operation: Operation): Promise<Ticket>;
  release(ticket: TicketId, operation: Operation): Promise<Ticket>;
  answer(ticket: TicketId, operation: Operation, text: string, dutch?: string): Promise<Ticket>;
  close(ticket: TicketId, operation: Operation, reason: string): Promise<Ticket>;
}

interface Deed {
  may(ticket: Ticket, staff: Operation['staff']): boolean;
  what: TicketEvent['what'];
  change(ticket: Ticket): Ticket;
  tells(ticket: Ticket, id: TicketId): OutboxDraft[];
  reason?: string;
}

export function createTicketOperations(mailbox: ActorChanges): TicketOperations {
  async function perform(id: TicketId, operation: Operation, deed: Deed): Promise<Ticket> {
    const { staff, at } = operation;
    const key = `${id}/${operation.id}`;
    const ticket = await mailbox.change<Ticket>(id, key, (state) => {
      if (state.operations.some((done) => done.id === operation.id)) return undefined;
      if (!deed.may(state, staff)) return undefined;
      const event: TicketEvent = { at, what: deed.what, by: staff.id, ...(deed.reason ? { reason: deed.reason } : {}) };
      const next = noted(deed.change(state), event);
      const operations = [...state.operations, { id: operation.id, result: 'done' as OperationResult }].slice(
        -keptOperations,
      );
      return { state: { ...next, operations }, entries: deed.tells(next, id) };
    });
    if (!ticket) throw new Problem('not_found');
    if (ticket.operations.some((done) => done.id === operation.id)) return ticket;
    throw new Problem('conflict', undefined, { details: { owner: ticket.owner ?? null, status: ticket.status } });
  }

  const owned = (ticket: Ticket, staff: Operation['staff']): boolean =>
    ticket.status === 'claimed' && ticket.owner?.id === staff.id;
  const event = (ticket: Ticket, name: string, value: Record<string, unknown>): OutboxDraft => ({
    to: ticket.conversation,
    activity: { type: 'event', name, value },
  });

  return {
    claim: (id, operation) =>
      perform(id, operation, {
        may: (ticket) => ticket.status === 'waiting' || owned(ticket, operation.staff),
        what: 'claimed',
        change: (ticket) => ({
          ...ticket,
          status: 'claimed',
          owner: { id: operation.staff.id, name: operation.staff.name },
        }),
        tells: (ticket) => [event(ticket, 'ticket.claimed', { ticket: id, by: operation.staff.name })],
      }),
    release: (id, operation) =>
      perform(id, operation, {
        may: owned,
        what: 'released',
        change({ owner: _owner, ...ticket }) {
          return { ...ticket, status: 'waiting' };
        },
        tells: (ticket) => [event(ticket, 'ticket.released', { ticket: id })],
      }),
    answer: (id, operation, text, dutch) =>
      perform(id, operation, {
        may: owned,
        what: 'answered',
        change: (ticket) => ticket,
        tells: (ticket) => {
          const { person } = ticket;
          return [event(ticket, 'ticket.answer', { ticket: id, text, dutch, by: operation.staff.name, person })];
        },
      }),
    close: (id, operation, reason) =>
      perform(id, operation, {
        may: owned,
        what: 'closed',
        reason,
        change: (ticket) => ({ ...ticket, status: 'closed', closedAt: operation.at, closedBecause: reason }),
        tells: (ticket) => [statusTo(ticket, { state: 'completed', ticket: id, reason })],
      }),
  };
}
