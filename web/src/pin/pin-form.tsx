import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PageWords } from '../shared/page-words.ts';
import { digitsOf } from './digits.ts';
import { sendPin, type PinState } from './pin-api.ts';
import { problemOf, type PinProblem } from './pin-problem.ts';

interface Props {
  words: PageWords;
  language: string;
  token: string;
  mode: PinState['mode'];
  onProblem(problem: PinProblem | undefined): void;
  onDone(): void;
}

const pinLength = 5;

export function PinForm({ words, language, token, mode, onProblem, onDone }: Props): JSX.Element {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [isShown, setShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);

  function faultOf(): PinProblem | undefined {
    if (pin.length !== pinLength) return { key: 'pinFive' };
    return mode === 'choose' && pin !== again ? { key: 'pinDifferent' } : undefined;
  }

  async function send(): Promise<void> {
    const fault = faultOf();
    onProblem(fault);
    if (fault) return first.current?.focus();
    setBusy(true);
    const answer = await sendPin({ token, pin, chosen: mode === 'choose' });
    setBusy(false);
    if (answer.kind === 'ok') return onDone();
    onProblem(problemOf(answer, language));
    if (answer.kind === 'unreachable') return;
    setPin('');
    setAgain('');
    first.current?.focus();
  }

  const field = { isShown, describedBy: 'pin-problem' };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <PinField {...field} input={first} label={words('pinLabel')} value={pin} onChange={setPin} />
      {mode === 'choose' && <PinField {...field} label={words('pinRepeat')} value={again} onChange={setAgain} />}
      <label class="check">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.currentTarget.checked)} />
        {words('pinShow')}
      </label>
      <button type="submit" class="primary" disabled={isBusy}>
        {words(isBusy ? 'pinSending' : 'pinSend')}
      </button>
    </form>
  );
}

interface FieldProps {
  label: string;
  value: string;
  isShown: boolean;
  describedBy: string;
  input?: { current: HTMLInputElement | null };
  onChange(value: string): void;
}

function PinField({ label, value, isShown, describedBy, input, onChange }: FieldProps): JSX.Element {
  const attributes = {
    ref: input,
    inputMode: 'numeric',
    autocomplete: 'off',
    dir: 'ltr',
    value,
    'aria-describedby': describedBy,
    onInput({ currentTarget }: { currentTarget: HTMLInputElement }): void {
      const digits = digitsOf(currentTarget.value).slice(0, pinLength);
      currentTarget.value = digits;
      onChange(digits);
    },
  } as const;
  return (
    <label class="field">
      {label}
      {isShown ? <input {...attributes} type="text" /> : <input {...attributes} type="password" />}
    </label>
  );
}
