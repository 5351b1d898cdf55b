import type { JSX } from 'preact';
import { Mark } from '../look.tsx';
import type { Check } from './api.ts';
import { wordOf, type CoordinatorWords } from './words.ts';

const kinds = { done: 'good', missing: 'danger', advised: 'warning' } as const;

/** What must be there, each said in words to be there or not. */
export function Checks({ words, checks }: { words: CoordinatorWords; checks: readonly Check[] }): JSX.Element {
  return (
    <ul class="checks">
      {checks.map(({ id, state, detail }) => (
        <li key={id}>
          <Mark kind={kinds[state]}>{words(`check_${state}`)}</Mark> {wordOf(words, 'need', id)}
          {detail && <span class="quiet"> ({detail})</span>}
        </li>
      ))}
    </ul>
  );
}
