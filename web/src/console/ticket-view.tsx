import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../shared/http.ts';
import type { CloseReason, ConsoleApi, Named, OpenTicket, Ticket, TicketOperation } from './api.ts';
import { AnswerForm } from './answer-form.tsx';
import { attempt } from './attempts.ts';
import type { ConsoleKey, ConsoleWords } from './console-words.ts';
import { draftOf } from './drafts.ts';
import { OwnerActions } from './owner-actions.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { Transcript } from './transcript.tsx';

interface Props {
  words: ConsoleWords;
  language: string;
  api: ConsoleApi;
  id: string;
  /** As the list has it: shown where the ticket itself may not be read. */
  listed: Ticket | undefined;
  version: number;
  /** Grows with each wish to claim it from the list. */
  claims: number;
  /** Something was done, or turned out to be otherwise than the list says. */
  onChanged(notice?: string): void;
  onBack(): void;
}

type Read = 'loading' | 'forbidden' | 'missing' | 'failed' | OpenTicket;

const notices: Readonly<Record<TicketOperation, ConsoleKey>> = {
  claim: 'claimedNow',
  release: 'releasedNow',
  answer: 'sentNow',
  close: 'closedNow',
};

/** One ticket: what may be seen of it and done with it. */
export function TicketView({
  words,
  language,
  api,
  id,
  listed,
  version,
  claims,
  onChanged,
  onBack,
}: Props): JSX.Element {
  const [read, setRead] = useState<Read>('loading');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState<TicketOperation>();
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const seen = useRef(listed);
  if (listed) seen.current = listed;
  const opened = typeof read === 'object' ? read : undefined;
  const [taken, setTaken] = useState<{ seen: Ticket; owner: Named }>();
  const isTaken = taken !== undefined && taken.seen === seen.current;
  const asListed: Ticket | undefined = isTaken
    ? { ...taken.seen, status: 'claimed', owner: taken.owner, mine: false }
    : seen.current;
  const ticket = opened?.ticket ?? asListed;

  useEffect(() => void load(), [version]);
  useEffect(() => void (claims > 0 && operate('claim')), [claims]);
  useEffect(() => heading.current?.focus(), [read === 'loading']);

  async function load(): Promise<void> {
    const answer = await api.ticket(id);
    if (answer.kind === 'ok') setRead(answer.body);
    else setRead(answer.kind === 'unreachable' ? 'failed' : answer.status === 403 ? 'forbidden' : 'missing');
  }

  /** True when it was done. */
  async function operate(
    operation: TicketOperation,
    part: { text?: string; reason?: CloseReason } = {},
  ): Promise<boolean> {
    if (busy) return false;
    setBusy(operation);
    setProblem('');
    const key = [operation, id, part.text ?? part.reason ?? ''].join(' ');
    const answer = await attempt(key, (request) => api.operate(id, operation, { id: request, ...part }));
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
    onChanged(words(notices[operation]));
    await load();
    if (operation === 'claim') field.current?.focus();
    return true;
  }

  return (
    <article class="view" aria-label={ticket?.headline ?? words('loading')}>
      <button type="button" class="back" onClick={onBack}>
        {words('back')}
      </button>
      <h2 ref={heading} tabIndex={-1} lang="nl">
        {ticket?.headline ?? words('loading')}
      </h2>
      {ticket && <TicketFacts words={words} language={language} ticket={ticket} opened={opened} />}
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      {read === 'failed' && (
        <p class="problem">
          {words('failed')}
          <button type="button" onClick={() => void load()}>
            {words('tryAgain')}
          </button>
        </p>
      )}
      {read === 'missing' && <p>{words('notThere')}</p>}
      {read === 'forbidden' && (
        <p>
          {words('notYours')} {ticket?.status === 'waiting' && words('claimToOpen')}
        </p>
      )}
      {ticket?.status === 'waiting' && (
        <button type="button" class="primary" disabled={busy !== undefined} onClick={() => void operate('claim')}>
          {words('claim')}
        </button>
      )}
      {opened && (
        <>
          <Transcript words={words} language={language} opened={opened} />
          {opened.ticket.mine && opened.ticket.status === 'claimed' && (
            <>
              <AnswerForm
                words={words}
                language={language}
                ticket={opened.ticket}
                field={field}
                isBusy={busy === 'answer'}
                onSend={(text) => operate('answer', { text })}
              />
              <OwnerActions
                words={words}
                isBusy={busy !== undefined}
                onRelease={() => void operate('release')}
                onClose={(reason) => void operate('close', { reason })}
              />
            </>
          )}
        </>
      )}
      {opened && !opened.ticket.mine && <KeptDraft words={words} ticket={id} />}
      {read === 'forbidden' && <KeptDraft words={words} ticket={id} />}
    </article>
  );
}

/** What was typed before somebody else took the ticket, to copy from. */
function KeptDraft({ words, ticket }: { words: ConsoleWords; ticket: string }): JSX.Element | null {
  const text = draftOf(ticket).read();
  if (!text) return null;
  return (
    <label class="field">
      {words('draftKept')}
      <textarea readOnly rows={4} dir="auto" value={text} />
    </label>
  );
}

type Failed = Exclude<Answer<unknown>, { kind: 'ok' }>;

function problemOf(words: ConsoleWords, answer: Failed, hasDraft: boolean): string {
  if (answer.kind === 'unreachable') return words('failed');
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
