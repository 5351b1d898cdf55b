import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { attempt } from '../attempts.ts';
import { Button, Field, Mark, TextBox } from '../look.tsx';
import { languageName } from '../times.ts';
import type { Gap } from './api.ts';
import type { PageProps } from './truth.tsx';

type Intent = { id: string; title: string };

/** What was not understood, seen most first, each with what was meant. */
export function GapsPage({ words, language, api }: PageProps): JSX.Element {
  const [found, setFound] = useState<{ gaps: Gap[]; intents: Intent[] }>();
  const [notice, setNotice] = useState('');
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    const answer = await api.gaps();
    if (answer.kind === 'ok') setFound(answer.body);
    else setNotice(words('failed'));
  }

  async function label(gap: Gap, text: string, meant: string): Promise<void> {
    const answer = await attempt(`label ${gap.id} ${meant} ${text}`, (id) => api.label(gap.id, text, meant, id));
    setNotice(words(answer.kind === 'ok' ? 'done_label' : 'failed'));
    await load();
  }

  return (
    <>
      <p role="status" class={notice ? 'notice' : 'hidden'}>
        {notice}
      </p>
      <p class="quiet">{words('gapsWhy')}</p>
      {!found && !notice && <p class="state">{words('loading')}</p>}
      {found?.gaps.length === 0 && <p class="state">{words('noGaps')}</p>}
      <ul class="cards">
        {found?.gaps.map((gap) => (
          <li key={gap.id}>
            <h3 lang={gap.language} dir="auto">
              {gap.text}
            </h3>
            <p class="quiet">
              {languageName(gap.language, language)} · {words('times', { count: gap.count })}{' '}
              {gap.meant && <Mark kind="good">{words('meantAlready', { meant: gap.meant })}</Mark>}
            </p>
            <details>
              <summary>
                {words('thisWasMeant')} <span class="hidden-word">{gap.text}</span>
              </summary>
              <LabelForm
                gap={gap}
                words={words}
                intents={found.intents}
                onLabel={(text, meant) => void label(gap, text, meant)}
              />
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

interface LabelProps {
  gap: Gap;
  words: PageProps['words'];
  intents: Intent[];
  onLabel(text: string, meant: string): void;
}

function LabelForm({ gap, words, intents, onLabel }: LabelProps): JSX.Element {
  const [text, setText] = useState(gap.text);
  const [meant, setMeant] = useState(gap.meant ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (meant !== '') onLabel(text, meant);
      }}
    >
      <Field id={`gap-text-${gap.id}`} label={words('gapText')} hint={words('gapTextHint')}>
        <TextBox id={`gap-text-${gap.id}`} type="text" value={text} isRequired onValue={setText} />
      </Field>
      <Field id={`gap-meant-${gap.id}`} label={words('thisWasMeant')}>
        <select
          id={`gap-meant-${gap.id}`}
          class="utrecht-select"
          value={meant}
          required
          onChange={(event) => setMeant(event.currentTarget.value)}
        >
          <option value="">{words('choose')}</option>
          <option value="none">{words('meantNothing')}</option>
          {intents.map(({ id, title }) => (
            <option key={id} value={id}>
              {id}: {title}
            </option>
          ))}
        </select>
      </Field>
      <Button type="submit" weight="primary-action">
        {words('keep')}
      </Button>
    </form>
  );
}
