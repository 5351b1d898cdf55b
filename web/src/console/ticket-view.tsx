import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppointmentWish, ConsoleApi, Ticket } from './api.ts';
import { AnswerForm } from './answer-form.tsx';
import type { ConsoleWords } from './console-words.ts';
import { draftOf } from './drafts.ts';
import { useHotkeys } from './hotkeys.ts';
import { Button } from './look.tsx';
import { Notes } from './notes.tsx';
import { OthersHere } from './others-here.tsx';
import { OwnerActions } from './owner-actions.tsx';
import { PersonPanel } from './person-panel.tsx';
import { PhraseForm } from './phrase-form.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { Transcript } from './transcript.tsx';
import { usePresence } from './use-presence.ts';
import { useTicket } from './use-ticket.ts';

export interface TicketViewProps {
  words: ConsoleWords;
  language: string;
  api: ConsoleApi;
  id: string;
  /** As the list has it: shown where the ticket itself may not be read. */
  listed: Ticket | undefined;
  version: number;
  /** Grows when somebody comes to it, leaves it or begins to type. */
  presence: number;
  /** Grows with each wish to claim it from the list. */
  claims: number;
  /** Something was done, or turned out to be otherwise than the list says. */
  onChanged(notice?: string): void;
  onBack(): void;
  /** To a link code for this person. */
  onCode(person: string): void;
}

/** One ticket: what may be seen of it and done with it. */
export function TicketView(props: TicketViewProps): JSX.Element {
  const { words, language, api, id, claims, onBack } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isTyping, setTyping] = useState(false);
  const [asks, setAsks] = useState(0);
  const { read, opened, ticket, problem, busy, load, operate, settle, say } = useTicket(props);
  const others = usePresence(api, id, isTyping, props.presence);
  const isOwned = opened?.ticket.mine === true && opened.ticket.status === 'claimed';

  useEffect(() => void (claims > 0 && claim()), [claims]);
  useEffect(() => heading.current?.focus(), [read === 'loading']);

  async function claim(): Promise<void> {
    if (await operate('claim')) field.current?.focus();
  }

  const focus = (selector: string) => (): void => document.querySelector<HTMLElement>(selector)?.focus();
  useHotkeys({
    c: ticket?.status === 'waiting' ? () => void claim() : undefined,
    r: isOwned ? () => field.current?.focus() : undefined,
    f: isOwned ? focus('#phrase') : undefined,
    x: isOwned ? focus('#reason') : undefined,
    n: isOwned ? focus('#notes') : undefined,
    p: opened ? () => setAsks(asks + 1) : undefined,
  });

  return (
    <article
      class="view"
      aria-label={ticket?.headline ?? words('loading')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && event.target !== heading.current) heading.current?.focus();
      }}
    >
      <button type="button" class="utrecht-button utrecht-button--subtle back" onClick={onBack}>
        {words('back')}
      </button>
      <h2 ref={heading} tabIndex={-1} lang="nl">
        {ticket?.headline ?? words('loading')}
      </h2>
      {ticket && <TicketFacts words={words} language={language} ticket={ticket} opened={opened} />}
      <OthersHere words={words} others={others} />
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      {read === 'failed' && (
        <p class="problem">
          {words('failed')}
          <Button onClick={() => void load()}>{words('tryAgain')}</Button>
        </p>
      )}
      {read === 'missing' && <p>{words('notThere')}</p>}
      {read === 'forbidden' && (
        <p>
          {words('notYours')} {ticket?.status === 'waiting' && words('claimToOpen')}
        </p>
      )}
      {ticket?.status === 'waiting' && (
        <Button weight="primary-action" disabled={busy !== undefined} onClick={() => void claim()}>
          {words('claim')}
        </Button>
      )}
      {ticket?.status === 'closed' && opened?.mayReopen && (
        <Button disabled={busy !== undefined} onClick={() => void operate('reopen')}>
          {words('reopen')}
        </Button>
      )}
      {opened && (
        <div class="work">
          <div class="talk">
            <Transcript words={words} language={language} opened={opened} />
            {isOwned && (
              <>
                <AnswerForm
                  words={words}
                  language={language}
                  opened={opened}
                  field={field}
                  isBusy={busy === 'answer'}
                  onSend={(text) => operate('answer', { text })}
                  onKeep={async (text) => (await api.keepDraft(id, text)).kind === 'ok'}
                  onTyping={setTyping}
                />
                <PhraseForm
                  words={words}
                  language={language}
                  api={api}
                  ticket={opened.ticket}
                  onSent={() => void say()}
                />
                <Notes
                  words={words}
                  language={language}
                  opened={opened}
                  isBusy={busy !== undefined}
                  onNote={(text) => operate('note', { text })}
                />
                <OwnerActions
                  words={words}
                  opened={opened}
                  isBusy={busy !== undefined}
                  onRelease={() => void operate('release')}
                  onClose={(reason) => void operate('close', { reason })}
                  onTransfer={(to) => void operate('transfer', to)}
                />
              </>
            )}
          </div>
          {opened.person && (
            <PersonPanel
              words={words}
              language={language}
              api={api}
              ticket={id}
              asks={asks}
              mayChange={isOwned}
              isBusy={busy !== undefined}
              onSettle={(wish: AppointmentWish) => settle(wish)}
              onCode={() => opened.person && props.onCode(opened.person.id)}
            />
          )}
        </div>
      )}
      {((opened && !opened.ticket.mine) || read === 'forbidden') && <KeptDraft words={words} ticket={id} />}
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
      <textarea class="utrecht-textarea" readOnly rows={4} dir="auto" value={text} />
    </label>
  );
}
