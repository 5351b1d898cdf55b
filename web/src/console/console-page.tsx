import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { setDocumentLanguage } from '../shared/document-language.ts';
import { readMe, type Me } from './api.ts';
import { consoleWords, languageChoice } from './console-words.ts';
import { wear } from './theme.ts';
import { LoginScreen } from './login-screen.tsx';
import { Workplace } from './workplace.tsx';

/** The case workers' page: who you are, then your work. */
export function ConsolePage(): JSX.Element {
  const [language, setLanguage] = useState(languageChoice.read() ?? 'nl');
  const [me, setMe] = useState<Me | 'unknown' | 'loading' | 'failed'>('loading');
  const words = consoleWords(language);

  useEffect(() => {
    setDocumentLanguage(language, words('title'));
    languageChoice.write(language);
  }, [language]);
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    const answer = await readMe();
    if (answer.kind === 'ok') wear(answer.body.municipality.designTokens);
    setMe(answer.kind === 'ok' ? answer.body : answer.kind === 'refused' ? 'unknown' : 'failed');
  }

  if (me === 'loading') return <p class="state">{words('loading')}</p>;
  if (me === 'failed')
    return (
      <main class="login">
        <h1>{words('title')}</h1>
        <p class="problem" role="alert">
          {words('failed')}
        </p>
        <button type="button" onClick={() => void load()}>
          {words('tryAgain')}
        </button>
      </main>
    );
  const chosen = { language, onLanguage: setLanguage };
  if (me === 'unknown') return <LoginScreen {...chosen} words={words} onLoggedIn={() => void load()} />;
  return <Workplace key={me.staff.id} {...chosen} words={words} me={me} onLoggedOut={() => setMe('unknown')} />;
}
