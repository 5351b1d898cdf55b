import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Field, TextBox } from '../look.tsx';
import type { Check, CoordinatorApi } from './api.ts';
import { Checks } from './checks.tsx';
import { draftFields, draftOf } from './draft.ts';
import type { CoordinatorWords } from './words.ts';

type Tried = { problems: string[]; yaml?: string; checks: Check[] };

/** Makes the file of a municipality that is not there yet. It is looked at and added by who runs Wegwijs: nothing is kept here. */
export function NewPlace({ words, api }: { words: CoordinatorWords; api: CoordinatorApi }): JSX.Element {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [tried, setTried] = useState<Tried>();
  const [hasFailed, setFailed] = useState(false);

  async function look(): Promise<void> {
    const answer = await api.tryFile(draftOf(typed));
    setFailed(answer.kind !== 'ok');
    if (answer.kind === 'ok') setTried(answer.body);
  }

  return (
    <section aria-labelledby="new-title">
      <h3 id="new-title">{words('newPlace')}</h3>
      <p class="quiet">{words('newPlaceWhy')}</p>
      <form
        class="part-form"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        {draftFields.map(({ name, label, hint }) => (
          <Field key={name} id={`new-${name}`} label={words(label)} hint={hint && words(hint)}>
            <TextBox
              id={`new-${name}`}
              type="text"
              value={typed[name] ?? ''}
              onValue={(value) => setTyped({ ...typed, [name]: value })}
            />
          </Field>
        ))}
        <Button type="submit" weight="primary-action">
          {words('makeFile')}
        </Button>
      </form>
      <div role="status">
        {hasFailed && <p class="problem">{words('failed')}</p>}
        {tried && tried.problems.length > 0 && (
          <>
            <p class="problem">{words('wrong')}</p>
            <ul>
              {tried.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </>
        )}
        {tried?.yaml && (
          <>
            <Checks words={words} checks={tried.checks} />
            <p>{words('fileHow')}</p>
            <pre class="said" tabIndex={0} aria-label={words('newPlace')}>
              {tried.yaml}
            </pre>
          </>
        )}
      </div>
    </section>
  );
}
