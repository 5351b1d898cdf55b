import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ticketStatuses, type Ticket } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { TicketRow } from './ticket-row.tsx';
import type { TicketQueue } from './use-tickets.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  queue: TicketQueue;
  opened: string | undefined;
  onOpen(id: string): void;
  onClaim(id: string): void;
}

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** The list in the order of the server. Keys work while the list has the focus, so that they never surprise elsewhere. */
export function Queue({ words, language, queue, opened, onOpen, onClaim }: Props): JSX.Element {
  const { status, show, tickets, hasFailed, reload } = queue;
  const [current, setCurrent] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const reachable = tickets?.find(({ id }) => id === current) ?? tickets?.[0];

  function onKeyDown(event: KeyboardEvent): void {
    if (!tickets || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = steps[event.key];
    if (step !== undefined) move(tickets, step);
    else if (event.key === 'c' && reachable) onClaim(reachable.id);
    else return;
    event.preventDefault();
  }

  function move(shown: readonly Ticket[], step: number): void {
    const at = shown.findIndex(({ id }) => id === reachable?.id) + step;
    const next = shown[Math.max(0, Math.min(shown.length - 1, at))];
    setCurrent(next?.id);
    list.current?.querySelectorAll('button')[next ? shown.indexOf(next) : 0]?.focus();
  }

  return (
    <section class="queue" aria-label={words('queue')}>
      <div class="tabs" role="group" aria-label={words('queue')}>
        {ticketStatuses.map((name) => (
          <button key={name} type="button" aria-pressed={status === name} onClick={() => show(name)}>
            {words(name)}
          </button>
        ))}
      </div>
      {hasFailed && (
        <p class="problem" role="alert">
          {words('failed')}
          <button type="button" onClick={() => reload()}>
            {words('tryAgain')}
          </button>
        </p>
      )}
      {!tickets && !hasFailed && <p class="state">{words('loading')}</p>}
      {tickets?.length === 0 && <p class="state">{words('noTickets')}</p>}
      {tickets && tickets.length > 0 && (
        <>
          <ul class="rows" ref={list} aria-describedby="queue-keys" onKeyDown={onKeyDown}>
            {tickets.map((ticket) => (
              <TicketRow
                key={ticket.id}
                words={words}
                language={language}
                ticket={ticket}
                isOpen={ticket.id === opened}
                isReachable={ticket.id === reachable?.id}
                onFocus={() => setCurrent(ticket.id)}
                onOpen={() => onOpen(ticket.id)}
              />
            ))}
          </ul>
          <p id="queue-keys" class="quiet keys">
            {words('keys')}
          </p>
        </>
      )}
    </section>
  );
}
