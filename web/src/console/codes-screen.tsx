import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleApi, LinkCode, Person } from './api.ts';
import { attempt } from './attempts.ts';
import type { ConsoleWords } from './console-words.ts';
import { QrCode } from './qr-code.tsx';
import { timeOf } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  api: ConsoleApi;
  /** Chosen already; empty: nobody. */
  person: string;
}

/** A link code for one of the own people: on the screen, on paper, as QR. It is not kept here. */
export function CodesScreen({ words, language, api, person: asked }: Props): JSX.Element {
  const [persons, setPersons] = useState<Person[]>();
  const [chosen, setChosen] = useState(asked);
  const [made, setMade] = useState<{ person: Person; code: LinkCode }>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    const answer = await api.persons();
    setFailed(answer.kind !== 'ok');
    if (answer.kind === 'ok') setPersons(answer.body.persons);
  }

  async function make(): Promise<void> {
    const person = persons?.find(({ id }) => id === chosen);
    if (!person) return;
    const answer = await attempt(`code ${person.id}`, (id) => api.makeCode(person.id, id));
    setFailed(answer.kind !== 'ok');
    if (answer.kind === 'ok') setMade({ person, code: answer.body });
  }

  return (
    <section class="codes">
      <h2>{words('codes')}</h2>
      <div role="alert">{hasFailed && <p class="problem">{words('failed')}</p>}</div>
      {hasFailed && !persons && (
        <button type="button" onClick={() => void load()}>
          {words('tryAgain')}
        </button>
      )}
      {persons?.length === 0 && <p>{words('codeNobody')}</p>}
      {persons && persons.length > 0 && !made && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <p>{words('codesWhy')}</p>
          <label class="field">
            {words('codePerson')}
            <select
              class="utrecht-select"
              required
              value={chosen}
              onChange={(event) => setChosen(event.currentTarget.value)}
            >
              <option value="">{words('codeChoose')}</option>
              {persons.map(({ id, displayName }) => (
                <option key={id} value={id}>
                  {displayName}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="utrecht-button utrecht-button--primary-action">
            {words('codeMake')}
          </button>
        </form>
      )}
      {made && (
        <CodeCard
          words={words}
          language={language}
          person={made.person}
          code={made.code}
          onAnother={() => setMade(undefined)}
        />
      )}
    </section>
  );
}

interface CardProps {
  words: ConsoleWords;
  language: string;
  person: Person;
  code: LinkCode;
  onAnother(): void;
}

function CodeCard({ words, language, person, code, onAnother }: CardProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="card">
      <h3 ref={heading} tabIndex={-1}>
        {words('codeFor', { name: person.displayName })}
      </h3>
      <p class="code">{code.code}</p>
      <QrCode svg={code.qrSvg} label={words('codeQr')} />
      <p>{words('codeHow')}</p>
      <p>{words('codeExpires', { time: timeOf(code.expiresAt, language) })}</p>
      <div class="bar">
        <button type="button" class="utrecht-button utrecht-button--primary-action" onClick={() => window.print()}>
          {words('codePrint')}
        </button>
        <button type="button" class="utrecht-button utrecht-button--secondary-action" onClick={onAnother}>
          {words('codeAnother')}
        </button>
      </div>
    </div>
  );
}
