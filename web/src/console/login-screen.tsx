import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { logIn, readLogin, type Login } from './api.ts';
import { attempt } from './attempts.ts';
import { LanguageChoice, type LanguageProps } from './language-choice.tsx';

const refusals = ['role', 'staff', 'cancelled', 'expired', 'failed'] as const;

/** Why the login that the browser comes back from came to nothing. */
function refusalHere() {
  const said = new URLSearchParams(location.search).get('login');
  const known = refusals.find((one) => one === said);
  return known && (`loginRefused_${known}` as const);
}

/** Choosing who you are, in a trial environment; elsewhere the municipality's own login does it. */
export function LoginScreen(props: LanguageProps & { onLoggedIn(): void }): JSX.Element {
  const { words, onLoggedIn } = props;
  const [login, setLogin] = useState<Login>();
  const [hasFailed, setFailed] = useState(false);
  const [refusal] = useState(refusalHere);
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    setFailed(false);
    const answer = await readLogin();
    if (answer.kind === 'ok') setLogin(answer.body);
    else setFailed(true);
  }

  async function choose(staff: string): Promise<void> {
    setFailed(false);
    const answer = await attempt(`login ${staff}`, (id) => logIn(staff, id));
    if (answer.kind === 'ok') onLoggedIn();
    else setFailed(true);
  }

  return (
    <main class="login">
      <div class="bar">
        <h1>{words('title')}</h1>
        <LanguageChoice {...props} />
      </div>
      <div role="alert">
        {refusal && <p class="problem">{words(refusal)}</p>}
        {hasFailed && <p class="problem">{words('failed')}</p>}
      </div>
      {hasFailed && !login && (
        <button type="button" onClick={() => void load()}>
          {words('tryAgain')}
        </button>
      )}
      {login && !login.development && <p>{words('loginElsewhere')}</p>}
      {login?.logins?.map(({ id, name }) => (
        <p key={id}>
          <a
            class="utrecht-button utrecht-button--primary-action"
            href={`/api/console/login/${encodeURIComponent(id)}`}
          >
            {words('loginWith', { name })}
          </a>
        </p>
      ))}
      {login?.development && (
        <>
          <h2>{words('loginAs')}</h2>
          <p>{login.staff.length > 0 ? words('loginDevelopment') : words('loginNone')}</p>
          <ul class="rows">
            {login.staff.map(({ id, name, municipality }) => (
              <li key={id}>
                <button type="button" onClick={() => void choose(id)}>
                  {name} <span class="quiet">{municipality}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
}
