import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { attempt } from '../attempts.ts';
import { Button, Field, TextBox } from '../look.tsx';
import type { CoordinatorApi, Part } from './api.ts';
import { fieldsOf, typedAt, withTyped } from './fields.ts';
import { wordOf, type CoordinatorWords } from './words.ts';

interface Props {
  words: CoordinatorWords;
  api: CoordinatorApi;
  part: Part;
  onDone(said: string): void;
}

const today = (): string => new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Amsterdam' }).format(new Date());

/** Proposes a change of one part: what it becomes, from when, until when, and why. */
export function PartForm({ words, api, part, onDone }: Props): JSX.Element {
  const fields = fieldsOf(part.part, part.value);
  const [typed, setTyped] = useState(fields.map((field) => typedAt(part.value, field)));
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState('');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  async function send(): Promise<void> {
    const value = fields.reduce((made, field, at) => withTyped(made, field, typed[at] ?? ''), part.value);
    const proposal = { part: part.part, value, from, ...(to ? { to } : {}), ...(why.trim() ? { why } : {}) };
    const answer = await attempt(`propose ${JSON.stringify(proposal)}`, (id) => api.propose(proposal, id));
    if (answer.kind === 'ok') return onDone(words('done_propose'));
    const problems = answer.kind === 'refused' ? answer.refusal.details.problems : undefined;
    setProblem(Array.isArray(problems) ? `${words('wrong')} ${problems.join('; ')}` : words('failed'));
  }

  const id = (name: string | number): string => `part-${part.part.replace('/', '-')}-${name}`;
  return (
    <form
      ref={form}
      class="part-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {fields.map((field, at) => (
        <Field
          key={at}
          id={id(at)}
          label={words(field.label, { of: field.labelOf ? wordOf(words, 'day', field.labelOf) : '' })}
          hint={field.type === 'text' || field.type === 'date' ? undefined : words(`hint_${field.type}`)}
        >
          <TextBox
            id={id(at)}
            type={field.type === 'date' ? 'date' : 'text'}
            value={typed[at] ?? ''}
            onValue={(now) => setTyped(typed.map((one, index) => (index === at ? now : one)))}
          />
        </Field>
      ))}
      <div class="blanks">
        <Field id={id('from')} label={words('from')}>
          <TextBox id={id('from')} type="date" value={from} isRequired onValue={setFrom} />
        </Field>
        <Field id={id('to')} label={words('to')}>
          <TextBox id={id('to')} type="date" value={to} onValue={setTo} />
        </Field>
      </div>
      <Field id={id('why')} label={words('why')}>
        <TextBox id={id('why')} type="text" value={why} onValue={setWhy} />
      </Field>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      <Button type="submit" weight="primary-action">
        {words('propose')}
      </Button>
      <Button onClick={() => onDone('')}>{words('cancel')}</Button>
    </form>
  );
}
