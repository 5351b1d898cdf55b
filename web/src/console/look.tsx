import type { ComponentChildren, JSX } from 'preact';

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

/** What `aria-describedby` says of a `Field`. */
export const describedBy = (id: string, hasHint: boolean, problem?: string): string | undefined =>
  [hasHint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;

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
