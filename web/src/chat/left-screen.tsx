import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PageWords } from '../shared/page-words.ts';

/** After leaving: what is forgotten, and what to do on a phone of somebody else. */
export function LeftScreen({ words, onAgain }: { words: PageWords; onAgain(): void }): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <main class="start">
      <h1 ref={title} tabIndex={-1}>
        {words('left')}
      </h1>
      <p>{words('leftShared')}</p>
      <button type="button" class="primary" onClick={onAgain}>
        {words('startAgain')}
      </button>
    </main>
  );
}
