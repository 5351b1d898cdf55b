import type { ComponentChildren, JSX, TargetedInputEvent } from 'preact';

type ButtonProps = Omit<JSX.IntrinsicElements['button'], 'class'> & {
  /** How much it asks to be pressed; default `secondary-action`. */
  weight?: 'primary-action' | 'secondary-action' | 'subtle';
  class?: string;
};

/** The NL Design System's button. */
export function Button({ weight = 'secondary-action', class: also = '', ...rest }: ButtonProps): JSX.Element {
  return <button type="button" {...rest} class={`utrecht-button utrecht-button--${weight} ${also}`.trim()} />;
}

/** The NL Design System's field: its label, what helps to fill it in, and what is wrong with it. */
export function Field(props: {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  problem?: string | undefined;
  children: ComponentChildren;
}): JSX.Element {
  const { id, label, hint, problem, children } = props;
  return (
    <div class={problem ? 'utrecht-form-field utrecht-form-field--invalid' : 'utrecht-form-field'}>
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="utrecht-form-field-description" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="utrecht-form-field-error-message" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {children}
    </div>
  );
}

/** A short mark: not by its colour alone, it says it in words. */
export function Mark({
  kind,
  children,
}: {
  kind: 'danger' | 'warning' | 'neutral' | 'good';
  children: ComponentChildren;
}) {
  return <span class={`mark mark-${kind}`}>{children}</span>;
}

interface InputProps {
  id: string;
  type: 'text' | 'date' | 'time';
  value: string;
  onValue(value: string): void;
  isRequired?: boolean;
  isWrong?: boolean;
  isDecimal?: boolean;
}

/** The NL Design System's box to type a line, a day or a time in. */
export function TextBox({ id, type, value, onValue, isRequired = false, isWrong = false, isDecimal }: InputProps) {
  const rest = {
    id,
    class: 'utrecht-textbox',
    value,
    required: isRequired,
    'aria-invalid': isWrong,
    'aria-describedby': isWrong ? `${id}-problem` : undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>): void => onValue(event.currentTarget.value),
  };
  if (type === 'text') return <input type="text" dir="auto" inputMode={isDecimal ? 'decimal' : 'text'} {...rest} />;
  return <input type={type} {...rest} />;
}
