import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleApi, Ticket, TicketStatus } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { listen } from './events.ts';

export interface TicketQueue {
  status: TicketStatus;
  show(status: TicketStatus): void;
  /** Absent while they were never read. */
  tickets: Ticket[] | undefined;
  hasFailed: boolean;
  /** Whether changes may be missed now. */
  isBroken: boolean;
  /** Grows when a ticket may have changed, so that what shows it reads it again. */
  versionOf(ticket: string): number;
  /** Grows when somebody comes to a ticket or leaves it. */
  presenceAt(ticket: string): number;
  /** The last thing worth saying aloud. */
  notice: string;
  announce(notice: string): void;
  /** Reads the list again, and the ticket where it is shown. */
  reload(ticket?: string): void;
}

/** Besides events: another process may have changed the queue. A ticket itself is not read by the clock: each look is logged. */
const rereadMs = 30_000;

/** The list of tickets, kept true by the server's events. */
export function useTickets(api: ConsoleApi, words: ConsoleWords): TicketQueue {
  const [status, setStatus] = useState<TicketStatus>('waiting');
  const [tickets, setTickets] = useState<Ticket[]>();
  const [hasFailed, setFailed] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [versions, setVersions] = useState<Record<string, number>>({});
  const [presences, setPresences] = useState<Record<string, number>>({});
  const [connections, setConnections] = useState(0);
  const [notice, announce] = useState('');
  const known = useRef<Set<string>>(undefined);
  const latest = useRef({ api, words, status });
  latest.current = { api, words, status };

  async function read(): Promise<void> {
    const asked = latest.current.status;
    const answer = await latest.current.api.tickets(asked);
    if (asked !== latest.current.status) return;
    setFailed(answer.kind !== 'ok');
    if (answer.kind !== 'ok') return;
    setTickets(answer.body.tickets);
    if (asked === 'waiting') announceNew(answer.body.tickets);
  }

  function announceNew(waiting: Ticket[]): void {
    const fresh = waiting.filter(({ id }) => known.current && !known.current.has(id));
    known.current = new Set([...(known.current ?? []), ...waiting.map(({ id }) => id)]);
    const first = fresh[0];
    if (first) announce(latest.current.words('newTicket', { headline: first.headline }));
  }

  const reload = (ticket?: string): void => {
    if (ticket) setVersions((now) => ({ ...now, [ticket]: (now[ticket] ?? 0) + 1 }));
    void read();
  };

  useEffect(() => void read(), [status]);
  useEffect(() => {
    const timer = setInterval(() => void (document.hidden || read()), rereadMs);
    return () => clearInterval(timer);
  }, []);
  useEffect(
    () =>
      listen({
        onTickets: () => reload(),
        onTicket: reload,
        onPresence: (ticket) => setPresences((now) => ({ ...now, [ticket]: (now[ticket] ?? 0) + 1 })),
        onConnected() {
          setBroken(false);
          setConnections((now) => now + 1);
          reload();
        },
        onBroken: () => setBroken(true),
      }),
    [],
  );

  const show = (next: TicketStatus): void => {
    if (next === status) return;
    setTickets(undefined);
    setStatus(next);
  };
  const versionOf = (ticket: string): number => connections + (versions[ticket] ?? 0);
  const presenceAt = (ticket: string): number => presences[ticket] ?? 0;
  return { status, show, tickets, hasFailed, isBroken, versionOf, presenceAt, notice, announce, reload };
}
