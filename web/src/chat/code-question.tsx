import type { JSX } from 'preact';
import type { PageWords } from '../shared/page-words.ts';
import { Question } from './question.tsx';

interface Props {
  words: PageWords;
  code: string;
  onAnswer(isYes: boolean): void;
}

/** A code that came by QR is sent only after a yes. */
export function CodeQuestion({ words, code, onAnswer }: Props): JSX.Element {
  return (
    <Question title={words('codeTitle')} yes={words('codeYes')} no={words('codeNo')} onAnswer={onAnswer}>
      <p class="code">
        <bdi dir="ltr">{code}</bdi>
      </p>
      <p>{words('codeWhy')}</p>
    </Question>
  );
}
