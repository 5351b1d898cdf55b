import type { ActorChanges } from '../conversations/actor.ts';
import { Problem } from '../core/errors.ts';
import type { TicketId } from '../core/ids.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';
import * as deeds from './deeds.ts';
import { noted, type OperationResult, type Ticket, type TicketEvent } from './ticket.ts';

/** Who does it, and the id that the page made for doing it: repeated, the answer is the same. */
export interface Operation {
  id: string;
  staff: Pick<StaffMember, 'id' | 'name'>;
  at: number;
}

const keptOperations = 50;

/** One conditional update of the ticket for each deed. A lost race is a 409 that names the owner. */
export interface TicketOperations {
  claim(ticket: TicketId, operation: Operation): Promise<Ticket>;
  release(ticket: TicketId, operation: Operation): Promise<Ticket>;
  answer(ticket: TicketId, operation: Operation, text: string, dutch?: string): Promise<Ticket>;
  close(ticket: TicketId, operation: Operation, reason: string): Promise<Ticket>;
  reopen(ticket: TicketId, operation: Operation): Promise<Ticket>;
  transfer(ticket: TicketId, operation: Operation, to: TransferTo, reason?: string): Promise<Ticket>;
  note(ticket: TicketId, operation: Operation, text: string): Promise<Ticket>;
  /** Its owner is at it, as by typing: the claim is not lost for silence. Nothing is said of it. */
  sign(ticket: TicketId, operation: Operation): Promise<void>;
}

/** A team, or a colleague. */
export type TransferTo = { team: string } | { staff: string };

export function createTicketOperations(
  mailbox: ActorChanges,
  municipality: (id: string) => Municipality,
): TicketOperations {
  async function perform(id: TicketId, operation: Operation, deed: deeds.Deed): Promise<Ticket> {
    const { staff, at } = operation;
    const key = `${id}/${operation.id}`;
    const ticket = await mailbox.change<Ticket>(id, key, (state) => {
      if (state.operations.some((done) => done.id === operation.id)) return undefined;
      if (!deed.may(state)) return undefined;
      const event: TicketEvent = {
        at,
        what: deed.what,
        by: staff.id,
        ...(deed.reason ? { reason: deed.reason } : {}),
        ...(deed.to ? { to: deed.to } : {}),
      };
      const next = noted(deed.change(state), event);
      const operations = [...state.operations, { id: operation.id, result: 'done' as OperationResult }].slice(
        -keptOperations,
      );
      return { state: { ...next, operations }, entries: deed.tells(next, state) };
    });
    if (!ticket) throw new Problem('not_found');
    if (ticket.operations.some((done) => done.id === operation.id)) return ticket;
    throw new Problem('conflict', undefined, { details: { owner: ticket.owner ?? null, status: ticket.status } });
  }

  const doing = (id: TicketId, operation: Operation) => ({ id, operation, municipality });
  return {
    async sign(id, operation) {
      await mailbox.change<Ticket>(id, `${id}/${operation.id}`, (state) => {
        const next = deeds.signed(doing(id, operation), state);
        return next && { state: next };
      });
    },
    claim: (id, operation) => perform(id, operation, deeds.claim(doing(id, operation))),
    release: (id, operation) => perform(id, operation, deeds.release(doing(id, operation))),
    answer: (id, operation, text, dutch) => perform(id, operation, deeds.answer(doing(id, operation), text, dutch)),
    close: (id, operation, reason) => perform(id, operation, deeds.close(doing(id, operation), reason)),
    reopen: (id, operation) => perform(id, operation, deeds.reopen(doing(id, operation))),
    note: (id, operation, text) => perform(id, operation, deeds.note(doing(id, operation), text)),
    transfer: (id, operation, to, reason) => perform(id, operation, deeds.transfer(doing(id, operation), to, reason)),
  };
}
