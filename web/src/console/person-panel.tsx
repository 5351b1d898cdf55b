import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AppointmentWish, ConsoleApi, PersonPanel as Panel } from './api.ts';
import { Appointments } from './appointments.tsx';
import { wordFor, type ConsoleWords } from './console-words.ts';
import { Button } from './look.tsx';
import { dayOf, eurosOf, languageName } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  api: ConsoleApi;
  ticket: string;
  /** Grows with each wish to see it. */
  asks: number;
  mayChange: boolean;
  isBusy: boolean;
  onSettle(wish: AppointmentWish): Promise<boolean>;
  /** To a link code for this person. */
  onCode(): void;
}

/** What the record has of the person. It is read only when somebody asks: each look is written down. */
export function PersonPanel({
  words,
  language,
  api,
  ticket,
  asks,
  mayChange,
  isBusy,
  onSettle,
  onCode,
}: Props): JSX.Element {
  const [panel, setPanel] = useState<Panel | 'closed' | 'loading' | 'forbidden' | 'failed'>('closed');
  useEffect(() => void (asks > 0 && load()), [asks]);

  async function load(): Promise<void> {
    setPanel('loading');
    const answer = await api.panel(ticket);
    if (answer.kind === 'ok') setPanel(answer.body);
    else setPanel(answer.kind === 'refused' && answer.status === 403 ? 'forbidden' : 'failed');
  }

  async function settle(wish: AppointmentWish): Promise<boolean> {
    const isDone = await onSettle(wish);
    if (isDone && !wish.isClosing) await load();
    return isDone;
  }

  return (
    <aside class="person-panel" aria-labelledby="person-panel">
      <h3 id="person-panel" tabIndex={-1}>
        {words('record')}
      </h3>
      {panel === 'closed' && (
        <>
          <p class="quiet">{words('recordWhy')}</p>
          <Button onClick={() => void load()}>{words('recordShow')}</Button>
        </>
      )}
      {panel === 'loading' && <p>{words('loading')}</p>}
      {panel === 'forbidden' && <p>{words('recordNot')}</p>}
      {panel === 'failed' && <p class="problem">{words('failed')}</p>}
      {typeof panel === 'object' && !panel.person && <p>{words('unknownPerson')}</p>}
      {typeof panel === 'object' && panel.person && (
        <>
          <Who words={words} language={language} person={panel.person} />
          <Button onClick={onCode}>{words('codeMake')}</Button>
          {panel.appointments && (
            <Appointments
              words={words}
              language={language}
              panel={panel}
              mayChange={mayChange && panel.mayChange === true}
              isBusy={isBusy}
              onSettle={settle}
            />
          )}
          {panel.route && <RouteFacts words={words} language={language} route={panel.route} />}
          {panel.paymentsOnTrack !== undefined && (
            <section>
              <h4>{words('payments')}</h4>
              <p>{words(panel.paymentsOnTrack ? 'paymentsOnTrack' : 'paymentsNot')}</p>
            </section>
          )}
          {panel.payments && <Payments words={words} language={language} payments={panel.payments} />}
        </>
      )}
    </aside>
  );
}

interface PartProps {
  words: ConsoleWords;
  language: string;
}

function Rows({ rows }: { rows: readonly (readonly [string, string | undefined])[] }): JSX.Element {
  return (
    <dl>
      {rows.map(
        ([name, value], at) =>
          value && (
            <div key={at}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Who({ words, language, person }: PartProps & { person: NonNullable<Panel['person']> }): JSX.Element {
  return (
    <Rows
      rows={[
        [words('personName'), person.displayName],
        [words('languageOf'), person.language && languageName(person.language, language)],
        [words('law'), person.law && wordFor(words, 'law', person.law)],
        [words('group'), person.group && wordFor(words, 'group', person.group)],
        [words('phone'), person.sharedPhone ? words('sharedPhone') : undefined],
      ]}
    />
  );
}

function RouteFacts({ words, language, route }: PartProps & { route: NonNullable<Panel['route']> }): JSX.Element {
  const hours = Object.entries(route.hours ?? {}).map(
    ([kind, { done, target }]) =>
      [wordFor(words, 'hours', kind), target === undefined ? String(done) : `${done} / ${target}`] as const,
  );
  return (
    <section>
      <h4>{words('route')}</h4>
      <Rows
        rows={[
          [words('leerroute'), wordFor(words, 'leerroute', route.leerroute)],
          [words('school'), route.school],
          [words('classTimes'), route.classTimes],
          [words('termEnd'), route.termEnd && `${dayOf(route.termEnd.date, language)} (${route.termEnd.source})`],
          ...hours,
          [words('nextStep'), route.nextStep],
        ]}
      />
      <p class="quiet">{words('sourceOf', { source: route.source, date: route.asOf })}</p>
    </section>
  );
}

function Payments({
  words,
  language,
  payments,
}: PartProps & { payments: NonNullable<Panel['payments']> }): JSX.Element {
  const [first] = payments;
  return (
    <section>
      <h4>{words('payments')}</h4>
      <Rows
        rows={payments.map((payment) => [
          `${payment.month} ${wordFor(words, 'payment', payment.kind)}`,
          [
            payment.cents === undefined ? '' : eurosOf(payment.cents, language),
            wordFor(words, 'paid', payment.status),
            payment.executedOn ?? payment.plannedOn ?? '',
          ]
            .filter(Boolean)
            .join(' · '),
        ])}
      />
      {first && <p class="quiet">{words('sourceOf', { source: first.source, date: first.asOf })}</p>}
    </section>
  );
}
