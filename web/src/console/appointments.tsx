import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Appointment, AppointmentWish, PersonPanel } from './api.ts';
import { wordFor, type ConsoleWords } from './console-words.ts';
import { Button, Field, TextBox } from './look.tsx';
import { timeOf } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  panel: PersonPanel;
  /** Only who has the ticket settles a wish. */
  mayChange: boolean;
  isBusy: boolean;
  onSettle(wish: AppointmentWish): Promise<boolean>;
}

type Open = { change: 'add' } | { change: 'move' | 'cancel'; appointment: Appointment };

/** What is coming, and changing it: the record is changed and the newcomer told in their own language. */
export function Appointments({ words, language, panel, mayChange, isBusy, onSettle }: Props): JSX.Element {
  const [open, setOpen] = useState<Open>();
  const { appointments = [] } = panel;
  async function settle(wish: AppointmentWish): Promise<void> {
    if (await onSettle(wish)) setOpen(undefined);
  }
  return (
    <section aria-labelledby="appointments">
      <h4 id="appointments">{words('appointments')}</h4>
      {appointments.length === 0 && <p>{words('appointmentsNone')}</p>}
      <ul>
        {appointments.map((appointment) => (
          <li key={appointment.id} class="appointment">
            <p>
              <strong>{timeOf(appointment.start, language)}</strong> {appointment.kind}
              {appointment.status === 'moved' && <> ({wordFor(words, 'status', appointment.status)})</>}
            </p>
            <p class="quiet">
              {appointment.location}
              {appointment.withWhom && <> · {appointment.withWhom}</>}
              {appointment.interpreter && <> · {wordFor(words, 'interpreter', appointment.interpreter)}</>}
            </p>
            {appointment.source && (
              <p class="quiet">{words('sourceOf', { source: appointment.source, date: appointment.asOf ?? '' })}</p>
            )}
            {mayChange && (
              <p class="bar">
                {(['move', 'cancel'] as const).map((change) => (
                  <Button
                    key={change}
                    weight="subtle"
                    aria-label={`${words(change)}: ${appointment.kind} ${timeOf(appointment.start, language)}`}
                    onClick={() => setOpen({ change, appointment })}
                  >
                    {words(change)}
                  </Button>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      {mayChange && !open && <Button onClick={() => setOpen({ change: 'add' })}>{words('add')}</Button>}
      {mayChange && open && (
        <WishForm
          key={open.change === 'add' ? 'add' : `${open.change} ${open.appointment.id}`}
          words={words}
          language={language}
          open={open}
          isBusy={isBusy}
          onSettle={(wish) => void settle(wish)}
          onLeave={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

interface FormProps extends Pick<Props, 'words' | 'language' | 'isBusy'> {
  open: Open;
  onSettle(wish: AppointmentWish): void;
  onLeave(): void;
}

function WishForm({ words, language, open, isBusy, onSettle, onLeave }: FormProps): JSX.Element {
  const before = open.change === 'add' ? undefined : open.appointment;
  const [kind, setKind] = useState('');
  const [date, setDate] = useState('');
  const [time, setTime] = useState('');
  const [location, setLocation] = useState(before?.location ?? '');
  const [isClosing, setClosing] = useState(true);

  const wish = (): AppointmentWish => {
    if (open.change === 'cancel') return { change: 'cancel', appointment: open.appointment.id, isClosing };
    const when = { date, time, location, isClosing };
    return open.change === 'add'
      ? { change: 'add', kind, ...when }
      : { change: 'move', appointment: open.appointment.id, ...when };
  };
  const field = (
    id: string,
    label: string,
    type: 'text' | 'date' | 'time',
    value: string,
    set: (value: string) => void,
  ) => (
    <Field id={id} label={label}>
      <TextBox id={id} type={type} isRequired value={value} onValue={set} />
    </Field>
  );
  return (
    <form
      class="wish"
      onSubmit={(event) => {
        event.preventDefault();
        onSettle(wish());
      }}
    >
      <h4>
        {words(open.change)}
        {before && `: ${before.kind}, ${timeOf(before.start, language)}`}
      </h4>
      {open.change === 'add' && field('wish-kind', words('wishKind'), 'text', kind, setKind)}
      {open.change !== 'cancel' && (
        <>
          {field('wish-date', words('blank_date'), 'date', date, setDate)}
          {field('wish-time', words('blank_time'), 'time', time, setTime)}
          {field('wish-place', words('blank_place'), 'text', location, setLocation)}
        </>
      )}
      <label class="check">
        <input type="checkbox" checked={isClosing} onChange={(event) => setClosing(event.currentTarget.checked)} />
        {words('wishCloses')}
      </label>
      <p class="quiet">{words('wishTold')}</p>
      <div class="bar">
        <Button type="submit" weight="primary-action" disabled={isBusy}>
          {words('wishDo')}
        </Button>
        <Button weight="subtle" onClick={onLeave}>
          {words('leave')}
        </Button>
      </div>
    </form>
  );
}
