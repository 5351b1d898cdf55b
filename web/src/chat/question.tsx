import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  title: string;
  yes: string;
  no: string;
  children: ComponentChildren;
  onAnswer(isYes: boolean): void;
}

/** A question that comes before the next message. Escape says no. */
export function Question({ title, yes, no, children, onAnswer }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="question" aria-label={title} onKeyDown={(event) => event.key === 'Escape' && onAnswer(false)}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
      <div class="row">
        <button type="button" class="primary" onClick={() => onAnswer(true)}>
          {yes}
        </button>
        <button type="button" onClick={() => onAnswer(false)}>
          {no}
        </button>
      </div>
    </section>
  );
}
