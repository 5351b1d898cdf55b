import type { JSX } from 'preact';
import type { PageWords } from '../shared/page-words.ts';
import { Question } from './question.tsx';

interface Props {
  words: PageWords;
  hasUnsent: boolean;
  onAnswer(isYes: boolean): void;
}

/** Leaving cannot be undone, so it is asked first. */
export function LeaveQuestion({ words, hasUnsent, onAnswer }: Props): JSX.Element {
  return (
    <Question title={words('leaveTitle')} yes={words('leaveYes')} no={words('leaveNo')} onAnswer={onAnswer}>
      <p>{words('leaveWhy')}</p>
      {hasUnsent && <p class="problem">{words('leaveUnsent')}</p>}
    </Question>
  );
}
