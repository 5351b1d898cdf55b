import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { setDocumentLanguage } from '../shared/document-language.ts';
import { pageWords } from '../shared/page-words.ts';
import { preferredLanguage } from '../shared/preferred-language.ts';
import { readPinState, type PinState } from './pin-api.ts';
import { PinForm } from './pin-form.tsx';
import { forgetPinToken, readPinToken } from './pin-token.ts';
import { problemOf, type PinProblem } from './pin-problem.ts';

const token = readPinToken();

/** The only place where a PIN is typed. */
export function PinPage(): JSX.Element {
  const [state, setState] = useState<PinState>();
  const [problem, setProblem] = useState<PinProblem | undefined>(
    token ? undefined : { key: 'pinExpired', isFinal: true },
  );
  const [isDone, setDone] = useState(false);
  const language = state?.language ?? preferredLanguage();
  const words = pageWords(language);

  useEffect(() => setDocumentLanguage(language, words('pinPageTitle')), [language]);
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    if (!token) return;
    setProblem(undefined);
    const answer = await readPinState(token);
    if (answer.kind === 'ok') setState(answer.body);
    else setProblem(problemOf(answer, language));
  }

  const isOver = problem?.isFinal === true;
  return (
    <main class="pin">
      {isDone && (
        <div role="status">
          <h1>{words('pinDone')}</h1>
          <p>{words('pinDoneWhy')}</p>
        </div>
      )}
      {!isDone && (
        <>
          {state && !isOver && (
            <>
              <h1>{words(state.mode === 'choose' ? 'pinChoose' : 'pinEnter')}</h1>
              <p>{words(state.mode === 'choose' ? 'pinChooseWhy' : 'pinEnterWhy')}</p>
            </>
          )}
          {(!state || isOver) && <h1>{words('title')}</h1>}
          <div role="alert">
            {problem && (
              <p class="problem" id="pin-problem">
                {words(problem.key, problem.values)}
                {problem.triesLeft !== undefined && <> {words('pinTriesLeft', { count: problem.triesLeft })}</>}
              </p>
            )}
          </div>
          {state && token && !isOver && (
            <PinForm
              words={words}
              language={language}
              token={token}
              mode={state.mode}
              onProblem={setProblem}
              onDone={() => {
                forgetPinToken();
                setDone(true);
              }}
            />
          )}
          {!state && problem && !isOver && (
            <button type="button" class="primary" onClick={() => void load()}>
              {words('retry')}
            </button>
          )}
        </>
      )}
    </main>
  );
}
