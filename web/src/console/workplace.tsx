import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { openApi, type Me } from './api.ts';
import { attempt } from './attempts.ts';
import { CodesScreen } from './codes-screen.tsx';
import { CoordinatorScreen } from './coordinator/coordinator-screen.tsx';
import { coordinatorWords } from './coordinator/words.ts';
import { forgetDrafts } from './drafts.ts';
import { HelpDialog } from './help-dialog.tsx';
import { useHotkeys } from './hotkeys.ts';
import { LanguageChoice, type LanguageProps } from './language-choice.tsx';
import { Button } from './look.tsx';
import { Notify } from './notify.tsx';
import { Queue } from './queue.tsx';
import { TicketView } from './ticket-view.tsx';
import { useTickets } from './use-tickets.ts';

interface Props extends LanguageProps {
  me: Me;
  onLoggedOut(): void;
}

/** The queue on one side, a ticket on the other; on a phone one of the two. */
export function Workplace(props: Props): JSX.Element {
  const { words, language, me, onLoggedOut } = props;
  const api = useMemo(() => openApi(me.csrf, onLoggedOut), [me.csrf]);
  const [screen, setScreen] = useState<'queue' | 'codes' | 'coordinator'>('queue');
  const [opened, setOpened] = useState<{ id: string; claims: number }>();
  const [codeFor, setCodeFor] = useState('');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const queue = useTickets(api, words);
  useHotkeys({ '?': () => setHelpOpen(true) });

  async function logOut(): Promise<void> {
    const answer = await attempt('logout', api.logOut);
    if (answer.kind === 'unreachable') return queue.announce(words('failed'));
    forgetDrafts();
    if (answer.kind === 'ok' && answer.body.url) location.assign(answer.body.url);
    else onLoggedOut();
  }

  const open = (id: string, claims = 0): void => setOpened({ id, claims });

  return (
    <>
      <a class="skip" href="#content">
        {words('skip')}
      </a>
      <header class="bar top">
        <h1>
          {words('title')} <span class="quiet">{me.municipality.name}</span>
        </h1>
        <nav>
          {(['queue', 'codes'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-current={screen === name ? 'page' : undefined}
              onClick={() => {
                setScreen(name);
                setCodeFor('');
                queue.announce('');
              }}
            >
              {words(name)}
            </button>
          ))}
          {me.staff.role === 'coordinator' && (
            <button
              type="button"
              aria-current={screen === 'coordinator' ? 'page' : undefined}
              onClick={() => setScreen('coordinator')}
            >
              {coordinatorWords(language)('title')}
            </button>
          )}
        </nav>
        <span class="me">{me.staff.name}</span>
        <Button weight="subtle" aria-keyshortcuts="?" onClick={() => setHelpOpen(true)}>
          {words('help')}
        </Button>
        <LanguageChoice {...props} />
        <Button weight="subtle" onClick={() => void logOut()}>
          {words('logout')}
        </Button>
      </header>
      {isHelpOpen && <HelpDialog words={words} onClose={() => setHelpOpen(false)} />}
      <p role="status" class={queue.notice ? 'notice' : 'hidden'}>
        {queue.notice}
      </p>
      {queue.isBroken && <p class="problem">{words('reconnecting')}</p>}
      <main id="content" tabIndex={-1}>
        {screen === 'codes' && <CodesScreen words={words} language={language} api={api} person={codeFor} />}
        {screen === 'coordinator' && <CoordinatorScreen language={language} csrf={me.csrf} onLoggedOut={onLoggedOut} />}
        {screen === 'queue' && (
          <div class={opened ? 'panes has-open' : 'panes'}>
            <Queue
              words={words}
              language={language}
              queue={queue}
              opened={opened?.id}
              onOpen={open}
              onClaim={(id) => open(id, (opened?.claims ?? 0) + 1)}
            />
            {opened ? (
              <TicketView
                key={opened.id}
                words={words}
                language={language}
                api={api}
                id={opened.id}
                claims={opened.claims}
                listed={queue.tickets?.find(({ id }) => id === opened.id)}
                version={queue.versionOf(opened.id)}
                presence={queue.presenceAt(opened.id)}
                onChanged={(notice) => {
                  if (notice) queue.announce(notice);
                  queue.reload();
                }}
                onBack={() => setOpened(undefined)}
                onCode={(person) => {
                  setCodeFor(person);
                  setScreen('codes');
                }}
              />
            ) : (
              <p class="state">{words('noSelection')}</p>
            )}
          </div>
        )}
        <Notify words={words} csrf={me.csrf} waiting={queue.status === 'waiting' ? queue.tickets : undefined} />
      </main>
    </>
  );
}
