import type { OwnData } from '../../core/own-data.ts';
import { activities } from '../../conversations/documents.ts';
import { ticketsOf } from '../../handoff/erase.ts';
import type { People } from '../../people/people.ts';
import type { Store } from '../../store/store.ts';
import type { OwnDataSource } from '../../turn/services.ts';
import { uploads } from '../uploads.ts';
import { conversationsOf, type OwnConversation } from './conversations-of.ts';
import type { OwnDataTickets } from './ticket.ts';

export interface OwnDataParts {
  store: Store;
  people: Pick<People, 'record' | 'auditOf'>;
  tickets: OwnDataTickets;
}

const mostFiles = 100;

/** What is kept of somebody, over all stages. */
export const createOwnData = (parts: OwnDataParts): OwnDataSource => ({
  async known(about) {
    const { store, people } = parts;
    const own = (await conversationsOf(store, about)).filter(({ isGroup }) => !isGroup);
    const [talk, record] = await Promise.all([
      Promise.all(own.map((one) => talkIn(store, one, about.person))),
      about.person ? people.record(about.person) : undefined,
    ]);
    const since = Math.min(...talk.map((one) => one.since ?? Infinity));
    const known: OwnData = {
      appointments: record?.appointments.length ?? 0,
      hasRoute: record?.route !== undefined,
      hasRelief: record?.relief !== undefined,
      paymentMonths: new Set(record?.payments.map(({ month }) => month)).size,
      tickets: talk.reduce((sum, { tickets }) => sum + tickets, 0),
      openTickets: talk.flatMap(({ open }) => open),
      files: talk.reduce((sum, { files }) => sum + files, 0),
      ...(since === Infinity ? {} : { messagesSince: since }),
      phones: record?.links.length ?? 0,
      hasPin: record?.hasPin ?? false,
    };
    return known;
  },
  looks: (person, municipality, limit) => parts.people.auditOf(person, municipality, limit),
  ticket: (ticket) => parts.tickets.sign(ticket),
});

async function talkIn(store: Store, { id, until }: OwnConversation, person: string | undefined) {
  const first = { where: { conversation: id }, range: { field: 'seq', from: 0 }, limit: 1 } as const;
  const [[row], asked, files] = await Promise.all([
    store.find(activities, first),
    ticketsOf(store, id),
    store.find(uploads, { where: { conversation: id }, limit: mostFiles }),
  ]);
  const tickets = asked.filter(({ body }) => until === undefined || body.state.person === person);
  return {
    since: row?.body.arrivedAt,
    tickets: tickets.length,
    open: tickets.filter(({ body }) => body.state.status !== 'closed').map(({ body }) => body.state.number),
    files: files.filter(({ body }) => until === undefined || body.at < until).length,
  };
}
