import type { JSX, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Ticket } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { draftOf } from './drafts.ts';
import { languageName } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  ticket: Ticket;
  field: RefObject<HTMLTextAreaElement | null>;
  isBusy: boolean;
  /** True when it was taken; else the text stays. */
  onSend(text: string): Promise<boolean>;
}

const maxTextChars = 4000;

/** The answer to the newcomer. What is typed is kept until the server has it. */
export function AnswerForm({ words, language, ticket, field, isBusy, onSend }: Props): JSX.Element {
  const draft = draftOf(ticket.id);
  const [text, setText] = useState(draft.read() ?? '');

  function type(typed: string): void {
    setText(typed);
    if (typed === '') draft.empty();
    else draft.write(typed);
  }

  async function send(): Promise<void> {
    const said = text.trim();
    if (said === '' || isBusy) return;
    if (await onSend(said)) type('');
    field.current?.focus();
  }

  return (
    <form
      class="answer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="field" for="answer">
        {words('answer')}
      </label>
      <p class="quiet" id="answer-hint">
        {words('answerHint', { language: languageName(ticket.language, language) })}
      </p>
      <textarea
        id="answer"
        ref={field}
        rows={5}
        dir="auto"
        maxLength={maxTextChars}
        aria-describedby="answer-hint"
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <button type="submit" class="primary" disabled={isBusy}>
        {words(isBusy ? 'sending' : 'send')}
      </button>
    </form>
  );
}
