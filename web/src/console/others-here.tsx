import type { JSX } from 'preact';
import type { Other } from './api.ts';
import type { ConsoleWords } from './console-words.ts';

/** Who else looks at this ticket or types in it. */
export function OthersHere({ words, others }: { words: ConsoleWords; others: Other[] }): JSX.Element {
  return (
    <p role="status" class={others.length > 0 ? 'others' : 'hidden'}>
      {others.map(({ id, name, doing }) => (
        <span key={id} class={doing}>
          {words(doing === 'typing' ? 'othersTyping' : 'othersLooking', { name })}
        </span>
      ))}
    </p>
  );
}
