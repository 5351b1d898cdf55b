import type { Ticket, TicketEvent } from '../../handoff/ticket.ts';
import type { Counted } from './write.ts';

const hourMs = 3_600_000;

/** How long somebody waited for the first answer, by the clock. */
export const waits = [
  { name: 'hour', below: hourMs },
  { name: 'hours4', below: 4 * hourMs },
  { name: 'day', below: 24 * hourMs },
  { name: 'days2', below: 48 * hourMs },
  { name: 'days5', below: 120 * hourMs },
  { name: 'longer', below: Infinity },
] as const;

/** What a ticket's history counts. */
export function eventsOf(id: string, { createdAt, topic, language, municipality, history }: Ticket): Counted[] {
  const about = { topic, language, municipality };
  const first = history.find(isAnswer);
  const waited = first ? waits.find(({ below }) => first.at - createdAt < below)?.name : undefined;
  return [
    ...(first && waited ? [{ ...about, of: id, at: first.at, kind: 'waited' as const, outcome: waited }] : []),
    ...history.flatMap(({ what, at }) => {
      const counted = counts[what];
      return counted ? [{ ...about, ...counted, of: `${id}/${what}`, at }] : [];
    }),
  ];
}

const counts: Readonly<Partial<Record<TicketEvent['what'], Pick<Counted, 'kind' | 'outcome'>>>> = {
  promise_kept: { kind: 'promise', outcome: 'kept' },
  promise_broken: { kind: 'promise', outcome: 'broken' },
  claimed: { kind: 'claim', outcome: 'taken' },
  claim_lost: { kind: 'claim', outcome: 'lost' },
};

const isAnswer = ({ what, by, reason }: TicketEvent): boolean =>
  what === 'answered' || (what === 'closed' && by !== undefined && reason !== 'not_needed');
