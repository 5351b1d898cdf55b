import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OpenTicket } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { Button, Field } from './look.tsx';
import { timeOf } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  opened: OpenTicket;
  isBusy: boolean;
  /** True when it was taken. */
  onNote(text: string): Promise<boolean>;
}

const maxNoteChars = 1000;

/** For colleagues: the newcomer never reads it in the chat, and does when they ask for what is kept. */
export function Notes({ words, language, opened, isBusy, onNote }: Props): JSX.Element {
  const [text, setText] = useState('');
  return (
    <details class="notes" open={(opened.notes?.length ?? 0) > 0}>
      <summary id="notes">
        {words('notes')}
        {opened.notes?.length ? ` (${opened.notes.length})` : ''}
      </summary>
      <ul>
        {opened.notes?.map(({ at, by, text: note }) => (
          <li key={at}>
            <p class="quiet">
              {by.name} · {timeOf(at, language)}
            </p>
            <p class="said" dir="auto">
              {note}
            </p>
          </li>
        ))}
      </ul>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void onNote(text.trim()).then((isTaken) => isTaken && setText(''));
        }}
      >
        <Field id="note" label={words('note')} hint={words('noteHint')}>
          <input
            id="note"
            class="utrecht-textbox"
            dir="auto"
            maxLength={maxNoteChars}
            aria-describedby="note-hint"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" disabled={isBusy}>
          {words('noteKeep')}
        </Button>
      </form>
    </details>
  );
}
