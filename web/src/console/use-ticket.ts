import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../shared/http.ts';
import type { AppointmentWish, Named, OpenTicket, OperationPart, Ticket, TicketOperation } from './api.ts';
import { attempt } from './attempts.ts';
import type { ConsoleKey, ConsoleWords } from './console-words.ts';
import { draftOf } from './drafts.ts';
import type { TicketViewProps } from './ticket-view.tsx';

type Read = 'loading' | 'forbidden' | 'missing' | 'failed' | OpenTicket;

const notices: Readonly<Record<TicketOperation, ConsoleKey>> = {
  claim: 'claimedNow',
  release: 'releasedNow',
  answer: 'sentNow',
  close: 'closedNow',
  transfer: 'transferredNow',
  reopen: 'reopenedNow',
  note: 'notedNow',
};

export interface TicketState {
  read: Read;
  /** Once it may be read. */
  opened: OpenTicket | undefined;
  /** As far as it is known: as opened, or as the list has it. */
  ticket: Ticket | undefined;
  problem: string;
  busy: TicketOperation | 'settle' | undefined;
  load(): Promise<void>;
  /** True when it was done. */
  operate(operation: TicketOperation, part?: OperationPart): Promise<boolean>;
  settle(wish: AppointmentWish): Promise<boolean>;
  /** After a saved phrase was sent. */
  say(): Promise<void>;
}

/** A ticket as it is read from the server, and what is done with it. */
export function useTicket({ words, api, id, listed, version, onChanged }: TicketViewProps): TicketState {
  const [read, setRead] = useState<Read>('loading');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState<TicketState['busy']>();
  const seen = useRef(listed);
  if (listed) seen.current = listed;
  const opened = typeof read === 'object' ? read : undefined;
  const [taken, setTaken] = useState<{ seen: Ticket; owner: Named }>();
  const isTaken = taken !== undefined && taken.seen === seen.current;
  const asListed: Ticket | undefined = isTaken
    ? { ...taken.seen, status: 'claimed', owner: taken.owner, mine: false }
    : seen.current;

  useEffect(() => void load(), [version]);

  async function load(): Promise<void> {
    const answer = await api.ticket(id);
    if (answer.kind === 'ok') setRead(answer.body);
    else setRead(answer.kind === 'unreachable' ? 'failed' : answer.status === 403 ? 'forbidden' : 'missing');
  }

  async function run(
    what: TicketOperation | 'settle',
    key: string,
    ask: (request: string) => Promise<Answer<unknown>>,
    notice: ConsoleKey,
  ): Promise<boolean> {
    if (busy) return false;
    setBusy(what);
    setProblem('');
    const answer = await attempt(key, ask);
    setBusy(undefined);
    if (answer.kind !== 'ok') {
      setProblem(problemOf(words, answer, draftOf(id).read() !== undefined));
      if (answer.kind === 'refused') {
        const owner = ownerIn(answer);
        if (owner && seen.current) setTaken({ seen: seen.current, owner });
        onChanged();
        void load();
      }
      return false;
    }
    onChanged(words(notice));
    await load();
    return true;
  }

  return {
    read,
    opened,
    ticket: opened?.ticket ?? asListed,
    problem,
    busy,
    load,
    operate: (operation, part = {}) =>
      run(
        operation,
        [operation, id, JSON.stringify(part)].join(' '),
        (request) => api.operate(id, operation, { id: request, ...part }),
        notices[operation],
      ),
    settle: (wish) =>
      run(
        'settle',
        ['settle', id, JSON.stringify(wish)].join(' '),
        (request) => api.settle(id, wish, request),
        wish.isClosing ? 'settledClosed' : 'settledNow',
      ),
    async say() {
      onChanged(words('sentNow'));
      await load();
    },
  };
}

type Failed = Exclude<Answer<unknown>, { kind: 'ok' }>;

function problemOf(words: ConsoleWords, answer: Failed, hasDraft: boolean): string {
  if (answer.kind === 'unreachable') return words('failed');
  if (answer.status === 400) return words('notAsItShouldBe');
  if (answer.status === 403) return words('notYours');
  if (answer.status === 404) return words('notThere');
  if (answer.status !== 409) return words('failed');
  const owner = ownerIn(answer);
  if (!owner) return words('conflict');
  return words(hasDraft ? 'takenDraft' : 'takenBy', { name: owner.name });
}

/** Who has the ticket, in a 409. */
function ownerIn(answer: Failed): Named | undefined {
  const owner = answer.kind === 'refused' && (answer.refusal.details.owner as Partial<Named> | undefined);
  return owner && owner.id && owner.name ? { id: owner.id, name: owner.name } : undefined;
}
