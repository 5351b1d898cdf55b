import type { JSX } from 'preact';
import type { Ticket } from './api.ts';
import { wordFor, type ConsoleWords } from './console-words.ts';
import { Mark } from './look.tsx';
import { dayOf, languageName, timeOf } from './times.ts';

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
        class={ticket.urgency === 'normal' ? 'ticket' : 'ticket urgent'}
        tabIndex={isReachable ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onFocus={onFocus}
        onClick={onOpen}
      >
        <span class="headline" lang="nl">
          {ticket.headline}
        </span>
        <Marks words={words} language={language} ticket={ticket} />
        <span class="quiet">
          {wordFor(words, 'topic', ticket.topic)} · {languageName(ticket.language, language)} · {ticket.number}
          {ticket.promise && <> · {words('promised', { time: timeOf(ticket.promise, language) })}</>}
        </span>
      </button>
    </li>
  );
}

/** What of a ticket asks for attention, in words. */
export function Marks({ words, language, ticket }: Pick<Props, 'words' | 'language' | 'ticket'>): JSX.Element | null {
  const isLate = ticket.status === 'waiting' && ticket.promise !== undefined && Date.parse(ticket.promise) < Date.now();
  const marks = [
    ticket.urgency !== 'normal' && <Mark kind="danger">{wordFor(words, 'urgency', ticket.urgency)}</Mark>,
    ticket.harmDate && <Mark kind="danger">{words('harmBefore', { day: dayOf(ticket.harmDate, language) })}</Mark>,
    ticket.forMe && <Mark kind="good">{words('forMe')}</Mark>,
    isLate && <Mark kind="warning">{words('late')}</Mark>,
    ticket.undelivered && <Mark kind="warning">{words('undelivered', { count: String(ticket.undelivered) })}</Mark>,
    ticket.owner && (
      <Mark kind={ticket.mine ? 'good' : 'neutral'}>
        {ticket.mine ? words('mine') : words('ownedBy', { name: ticket.owner.name })}
      </Mark>
    ),
    !ticket.verified && <Mark kind="neutral">{words('unverified')}</Mark>,
  ].filter(Boolean);
  return marks.length > 0 ? <span class="marks">{marks}</span> : null;
}
