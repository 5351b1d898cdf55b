import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Check } from './api.ts';
import { Checks } from './checks.tsx';
import { NewPlace } from './new-place.tsx';
import type { PageProps } from './truth.tsx';

/** What must be there before newcomers are let in, and a new municipality's file, step by step. */
export function GoLivePage({ words, api }: PageProps): JSX.Element {
  const [checks, setChecks] = useState<Check[]>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    const answer = await api.goLive();
    setFailed(answer.kind !== 'ok');
    if (answer.kind === 'ok') setChecks(answer.body.checks);
  }

  return (
    <>
      {hasFailed && (
        <p class="problem" role="alert">
          {words('failed')}
        </p>
      )}
      <section aria-labelledby="golive-title">
        <h3 id="golive-title">{words('goLiveList')}</h3>
        {checks ? <Checks words={words} checks={checks} /> : !hasFailed && <p class="state">{words('loading')}</p>}
      </section>
      <NewPlace words={words} api={api} />
    </>
  );
}
