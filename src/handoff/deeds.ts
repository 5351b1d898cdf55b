import type { OutboxDraft } from '../conversations/actor.ts';
import type { TicketId } from '../core/ids.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';
import { offerTo, rulesOf, silentUntil } from './offer.ts';
import type { Operation, TransferTo } from './operations.ts';
import { statusTo } from './ticket-turn.ts';
import { answered, waitingAgain, type Ticket, type TicketEvent } from './ticket.ts';

/** One thing that staff does to a ticket: whether it can be done now, what becomes of it, and who is told. */
export interface Deed {
  may(ticket: Ticket): boolean;
  what: TicketEvent['what'];
  change(ticket: Ticket): Ticket;
  tells(ticket: Ticket, before: Ticket): OutboxDraft[];
  reason?: string;
  to?: string;
}

type Municipalities = (id: string) => Municipality;
interface Doing {
  id: TicketId;
  operation: Operation;
  municipality: Municipalities;
}

const dayMs = 24 * 3_600_000;
const mostNotes = 50;
/** Closed like this nobody was answered: the promise is neither kept nor broken. */
const withoutAnswer = ['not_needed', 'other'];

const isOwned = (ticket: Ticket, { staff }: Operation): boolean =>
  ticket.status === 'claimed' && ticket.owner?.id === staff.id;

const event = (ticket: Ticket, name: string, value: Record<string, unknown>): OutboxDraft => ({
  to: ticket.conversation,
  activity: { type: 'event', name, value },
});

function ownedBy(ticket: Ticket, { id, name }: Operation['staff'], at: number, municipality: Municipalities): Ticket {
  const { offered: _offered, ...rest } = ticket;
  const until = silentUntil(municipality(ticket.municipality), ticket, id, at);
  const silence = { since: at, ...(until === undefined ? {} : { until }) };
  return { ...rest, status: 'claimed', owner: { id, name }, silence };
}

function freed({ owner: _owner, silence: _silence, ...ticket }: Ticket, at: number): Ticket {
  return waitingAgain(ticket, at);
}

export const claim = ({ id, operation, municipality }: Doing): Deed => ({
  may: (ticket) => ticket.status === 'waiting' || isOwned(ticket, operation),
  what: 'claimed',
  change: (ticket) => ownedBy(ticket, operation.staff, operation.at, municipality),
  tells: (ticket) => [event(ticket, 'ticket.claimed', { ticket: id, by: operation.staff.name })],
});

export const release = ({ id, operation }: Doing): Deed => ({
  may: (ticket) => isOwned(ticket, operation),
  what: 'released',
  change: (ticket) => freed(ticket, operation.at),
  tells: (ticket) => [event(ticket, 'ticket.released', { ticket: id })],
});

export const answer = ({ id, operation }: Doing, text: string, dutch?: string): Deed => ({
  may: (ticket) => isOwned(ticket, operation),
  what: 'answered',
  change: ({ silence: _silence, ...ticket }) => ticket,
  tells: (ticket) => {
    const { person } = ticket;
    return [event(ticket, 'ticket.answer', { ticket: id, text, dutch, by: operation.staff.name, person })];
  },
});

export const close = ({ id, operation, municipality }: Doing, reason: string): Deed => ({
  may: (ticket) => isOwned(ticket, operation),
  what: 'closed',
  reason,
  change({ silence: _silence, unpromised: _unpromised, ...ticket }) {
    const { reopenDays } = rulesOf(municipality(ticket.municipality), ticket.team);
    const closed: Ticket = {
      ...(withoutAnswer.includes(reason) ? ticket : answered(ticket, operation.at)),
      status: 'closed',
      closedAt: operation.at,
      closedBecause: reason,
      reopenUntil: operation.at + reopenDays * dayMs,
    };
    return closed;
  },
  tells: (ticket) => [statusTo(ticket, { state: 'completed', ticket: id, reason })],
});

/** Within the team's time, by whoever goes on with it; the newcomer is told, with a new promise. */
export const reopen = ({ id, operation, municipality }: Doing): Deed => ({
  may: ({ status, conversation, reopenUntil = 0 }) =>
    status === 'closed' && conversation !== '' && operation.at < reopenUntil,
  what: 'reopened',
  change(ticket) {
    const { answeredAt: _answered, promise: _promise, closedAt: _at, closedBecause: _why, ...open } = ticket;
    const again: Ticket = { ...open, unpromised: { since: operation.at, because: 'reopened' } };
    delete again.reopenUntil;
    return ownedBy(again, operation.staff, operation.at, municipality);
  },
  tells: (ticket) => {
    const { number, topic, intent, urgency } = ticket;
    return [event(ticket, 'ticket.reopened', { ticket: id, by: operation.staff.name, number, topic, intent, urgency })];
  },
});

/** By its owner, or while nobody has it: to another team, or to a colleague, whose it is first. */
export const transfer = ({ id, operation, municipality }: Doing, to: TransferTo, reason?: string): Deed => ({
  may: (ticket) => ticket.status === 'waiting' || isOwned(ticket, operation),
  what: 'transferred',
  to: 'team' in to ? `team:${to.team}` : `staff:${to.staff}`,
  ...(reason === undefined ? {} : { reason }),
  change(before) {
    const { offered: _offered, ...ticket } = before.status === 'claimed' ? freed(before, operation.at) : before;
    const place = municipality(ticket.municipality);
    if ('team' in to) return { ...ticket, team: to.team };
    const member = place.staff.find((one) => one.id === to.staff);
    const team = teamFor(ticket, member);
    return { ...ticket, team, ...offerTo(place, { ...ticket, team }, to.staff, operation.at) };
  },
  tells: (ticket, before) =>
    before.status === 'claimed' ? [event(ticket, 'ticket.released', { ticket: id, because: 'transferred' })] : [],
});

/** A colleague of another team takes it along to theirs, so that it is in their list. */
const teamFor = ({ team }: Ticket, member: StaffMember | undefined): string =>
  member && !member.teams.includes(team) ? (member.teams[0] ?? team) : team;

/** More often than this a sign changes nothing, in ms. */
const signsApartMs = 5 * 60_000;

/** The ticket with its owner's sign of life; undefined when nothing changes. */
export function signed({ operation, municipality }: Doing, ticket: Ticket): Ticket | undefined {
  const { staff, at } = operation;
  const isDue = ticket.silence !== undefined && at - ticket.silence.since >= signsApartMs;
  return isDue && isOwned(ticket, operation) ? ownedBy(ticket, staff, at, municipality) : undefined;
}

/** For colleagues. From its owner it is a sign. */
export const note = ({ operation, municipality }: Doing, text: string): Deed => ({
  may: ({ conversation }) => conversation !== '',
  what: 'noted',
  change(ticket) {
    const { staff, at } = operation;
    const by = { id: staff.id, name: staff.name };
    const noted = { ...ticket, notes: [...(ticket.notes ?? []), { at, by, text }].slice(-mostNotes) };
    return ticket.silence && isOwned(ticket, operation) ? ownedBy(noted, staff, at, municipality) : noted;
  },
  tells: () => [],
});
