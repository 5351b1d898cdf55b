import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ticketStatuses, type Ticket } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { Filters, isShown, type Filter } from './filters.tsx';
import { useHotkeys } from './hotkeys.ts';
import { Button } from './look.tsx';
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

/** The list in the order of the server: what does harm first comes first. j and k go through it from anywhere on the page. */
export function Queue({ words, language, queue, opened, onOpen, onClaim }: Props): JSX.Element {
  const { status, show, hasFailed, reload } = queue;
  const [current, setCurrent] = useState<string>();
  const [filter, setFilter] = useState<Filter>({});
  const list = useRef<HTMLUListElement>(null);
  const all = queue.tickets;
  const tickets = all?.filter((ticket) => isShown(ticket, filter));
  const reachable = tickets?.find(({ id }) => id === current) ?? tickets?.[0];

  function move(step: number): void {
    if (!tickets || tickets.length === 0) return;
    // From elsewhere on the page the first key comes back to where one was.
    const from = list.current?.contains(document.activeElement) ? step : 0;
    const at = tickets.findIndex(({ id }) => id === reachable?.id) + from;
    const next: Ticket | undefined = tickets[Math.max(0, Math.min(tickets.length - 1, at))];
    setCurrent(next?.id);
    list.current?.querySelectorAll('button')[next ? tickets.indexOf(next) : 0]?.focus();
  }

  useHotkeys({ j: () => move(1), k: () => move(-1) });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'c' && reachable) onClaim(reachable.id);
    else return;
    event.preventDefault();
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
          <Button onClick={() => reload()}>{words('tryAgain')}</Button>
        </p>
      )}
      {!all && !hasFailed && <p class="state">{words('loading')}</p>}
      {all && all.length > 0 && (
        <Filters words={words} language={language} tickets={all} filter={filter} onFilter={setFilter} />
      )}
      {tickets?.length === 0 && <p class="state">{words(all?.length ? 'noneShown' : 'noTickets')}</p>}
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
