import type { JSX } from 'preact';
import type { Ticket } from './api.ts';
import { wordFor, type ConsoleWords } from './console-words.ts';
import { timeOf } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  ticket: Ticket;
  isOpen: boolean;
  /** The one row that Tab reaches; from there j and k go on. */
  isReachable: boolean;
  onFocus(): void;
  onOpen(): void;
}

export function TicketRow({ words, language, ticket, isOpen, isReachable, onFocus, onOpen }: Props): JSX.Element {
  return (
    <li>
      <button
        type="button"
        class={ticket.urgency === 'urgent' ? 'ticket urgent' : 'ticket'}
        tabIndex={isReachable ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onFocus={onFocus}
        onClick={onOpen}
      >
        <span class="headline" lang="nl">
          {ticket.headline}
        </span>
        <span class="quiet">
          {ticket.urgency === 'urgent' && <strong class="mark">{words('urgent')}</strong>}
          {wordFor(words, 'topic', ticket.topic)} · {ticket.number}
          {ticket.promise && <> · {words('promised', { time: timeOf(ticket.promise, language) })}</>}
          {ticket.owner && <> · {ticket.mine ? words('mine') : words('ownedBy', { name: ticket.owner.name })}</>}
          {!ticket.verified && <> · {words('unverified')}</>}
        </span>
      </button>
    </li>
  );
}
