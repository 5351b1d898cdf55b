import { leadingLanguage } from '../core/locale.ts';
import type { ConversationId } from '../core/ids.ts';
import type { Store } from '../store/store.ts';
import { tickets, type Ticket, type TicketDocument } from './ticket.ts';

const mostTickets = 500;

/** The tickets that a conversation asked for. */
export const ticketsOf = (store: Store, conversation: ConversationId): Promise<TicketDocument[]> =>
  store.find(tickets, { where: { conversation }, limit: mostTickets });

/**
 * What stays of a ticket for the municipality's own account: its number, team, urgency and times, and who of the staff did
 * what. Not who asked, what it was about, or where they talked.
 */
export function emptiedTicket(ticket: Ticket, at: number): Ticket {
  const { number, municipality, team, urgency, createdAt, promise, history } = ticket;
  return {
    number,
    municipality,
    conversation: '',
    verified: false,
    topic: 'general',
    intent: 'general.erase',
    team,
    language: leadingLanguage,
    urgency,
    headline: [{ key: 'headline.erased' }],
    summary: '',
    status: 'closed',
    createdAt,
    ...(promise === undefined ? {} : { promise }),
    closedAt: ticket.closedAt ?? at,
    closedBecause: ticket.closedBecause === undefined ? 'newcomer_erased' : 'erased',
    messages: { from: 0, to: 0 },
    history: history.map(({ at: noted, what, by }) => ({ at: noted, what, ...(by === undefined ? {} : { by }) })),
    operations: [],
  };
}
