import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { attempt } from '../attempts.ts';
import { Button, Mark } from '../look.tsx';
import { dayOf, timeOf } from '../times.ts';
import type { CoordinatorApi, Overlay, Part } from './api.ts';
import { fieldsOf, typedAt } from './fields.ts';
import { PartForm } from './part-form.tsx';
import { wordOf, type CoordinatorWords } from './words.ts';

export interface PageProps {
  words: CoordinatorWords;
  language: string;
  api: CoordinatorApi;
}

type Truth = { parts: Part[]; overlays: Overlay[] };

/** Local truth: what waits for a second pair of eyes, what holds, and what it was before. */
export function TruthPage({ words, language, api }: PageProps): JSX.Element {
  const [truth, setTruth] = useState<Truth>();
  const [edited, setEdited] = useState<string>();
  const [notice, setNotice] = useState('');
  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    const answer = await api.truth();
    if (answer.kind === 'ok') setTruth(answer.body);
    else setNotice(words('failed'));
  }

  async function decide({ id }: Overlay, deed: 'approve' | 'refuse' | 'undo'): Promise<void> {
    const answer = await attempt(`${deed} ${id}`, (request) => api.decide(id, deed, request));
    const isConflict = answer.kind === 'refused' && answer.status === 409;
    setNotice(words(answer.kind === 'ok' ? `done_${deed}` : isConflict ? 'changedSince' : 'failed'));
    await load();
  }

  if (!truth) return <p class="state">{notice || words('loading')}</p>;
  const titleOf = (part: string): string =>
    truth.parts.find((one) => one.part === part)?.name ?? wordOf(words, 'part', part);
  const waiting = truth.overlays.filter(({ status }) => status === 'proposed');
  const before = truth.overlays.filter(({ status }) => status !== 'proposed');
  const shown = {
    words,
    language,
    titleOf,
    onDecide: (overlay: Overlay, deed: 'approve' | 'refuse' | 'undo') => void decide(overlay, deed),
  };
  return (
    <>
      <p role="status" class={notice ? 'notice' : 'hidden'}>
        {notice}
      </p>
      <section aria-labelledby="waiting-title">
        <h3 id="waiting-title">{words('waiting')}</h3>
        {waiting.length === 0 && <p class="quiet">{words('nothingWaits')}</p>}
        <ul class="cards">
          {waiting.map((overlay) => (
            <Change key={overlay.id} overlay={overlay} {...shown} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="parts-title">
        <h3 id="parts-title">{words('whatHolds')}</h3>
        <ul class="cards">
          {truth.parts.map((part) => (
            <li key={part.part}>
              <h4>{titleOf(part.part)}</h4>
              {JSON.stringify(part.value) !== JSON.stringify(part.inFile) && (
                <Mark kind="neutral">{words('notInFile')}</Mark>
              )}
              {edited === part.part ? (
                <PartForm
                  words={words}
                  api={api}
                  part={part}
                  onDone={(said) => {
                    setEdited(undefined);
                    setNotice(said);
                    void load();
                  }}
                />
              ) : (
                <>
                  <Lines words={words} part={part.part} value={part.value} />
                  <Button onClick={() => setEdited(part.part)}>
                    {words('change')} <span class="hidden-word">{titleOf(part.part)}</span>
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="history-title">
        <h3 id="history-title">{words('history')}</h3>
        {before.length === 0 && <p class="quiet">{words('noHistory')}</p>}
        <ul class="cards">
          {before.map((overlay) => (
            <Change key={overlay.id} overlay={overlay} {...shown} />
          ))}
        </ul>
      </section>
    </>
  );
}

/** A part as lines that can be read. */
function Lines({ words, part, value }: { words: CoordinatorWords; part: string; value: unknown }): JSX.Element {
  const lines = fieldsOf(part, value ?? []).flatMap((field) => {
    const typed = typedAt(value, field);
    const label = words(field.label, { of: field.labelOf ? wordOf(words, 'day', field.labelOf) : '' });
    return typed === '' ? [] : [{ label, typed }];
  });
  if (lines.length === 0) return <p class="quiet">{words('nothing')}</p>;
  return (
    <dl>
      {lines.map(({ label, typed }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{typed}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ChangeProps {
  words: CoordinatorWords;
  language: string;
  overlay: Overlay;
  titleOf(part: string): string;
  onDecide(overlay: Overlay, deed: 'approve' | 'refuse' | 'undo'): void;
}

function Change({ words, language, overlay, titleOf, onDecide }: ChangeProps): JSX.Element {
  const { part, value, before, from, to, why, status, proposed, decided, undone, mine } = overlay;
  const days = { from: dayOf(from, language), to: to ? dayOf(to, language) : '' };
  const saidBy = (key: 'byProposed' | 'byDecided' | 'byUndone', deed: { by: string; at: string } | undefined) =>
    deed && <p class="quiet">{words(key, { name: deed.by, time: timeOf(deed.at, language) })}</p>;
  return (
    <li>
      <h4>{titleOf(part)}</h4>
      <p>
        <Mark kind={status === 'approved' ? 'good' : status === 'proposed' ? 'warning' : 'neutral'}>
          {words(`status_${status}`)}
        </Mark>{' '}
        {words(to ? 'fromTo' : 'fromOn', days)}
      </p>
      {why && <p dir="auto">{why}</p>}
      <details open={status === 'proposed'}>
        <summary>{words('beforeAndAfter')}</summary>
        <div class="both">
          <div>
            <p class="quiet">{words('before')}</p>
            <Lines words={words} part={part} value={before} />
          </div>
          <div>
            <p class="quiet">{words('after')}</p>
            <Lines words={words} part={part} value={value} />
          </div>
        </div>
      </details>
      {saidBy('byProposed', proposed)}
      {saidBy('byDecided', decided)}
      {saidBy('byUndone', undone)}
      {status === 'proposed' && (
        <p>
          {mine ? (
            <span class="quiet">{words('otherApproves')} </span>
          ) : (
            <Button weight="primary-action" onClick={() => onDecide(overlay, 'approve')}>
              {words('approve')} <span class="hidden-word">{titleOf(part)}</span>
            </Button>
          )}
          <Button onClick={() => onDecide(overlay, 'refuse')}>
            {words(mine ? 'takeBack' : 'refuse')} <span class="hidden-word">{titleOf(part)}</span>
          </Button>
        </p>
      )}
      {status === 'approved' && (
        <Button onClick={() => onDecide(overlay, 'undo')}>
          {words('undo')} <span class="hidden-word">{titleOf(part)}</span>
        </Button>
      )}
    </li>
  );
}
