import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenTicket } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { draftOf } from './drafts.ts';
import { Button, Field } from './look.tsx';
import { languageName, timeOf } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  opened: OpenTicket;
  field: RefObject<HTMLTextAreaElement | null>;
  isBusy: boolean;
  /** True when it was taken; else the text stays. */
  onSend(text: string): Promise<boolean>;
  /** Keeps what is typed where it outlives this tab. */
  onKeep(text: string): Promise<boolean>;
  onTyping(isTyping: boolean): void;
}

const maxTextChars = 4000;
const keepAfterMs = 700;

/** The answer to the newcomer. What is typed is kept until the server has it, here and with the ticket. */
export function AnswerForm(props: Props): JSX.Element {
  const { words, language, opened, field, isBusy, onSend, onKeep, onTyping } = props;
  const { ticket } = opened;
  const draft = draftOf(ticket.id);
  const [text, setText] = useState(draft.read() ?? opened.draft?.text ?? '');
  const [kept, setKept] = useState<'kept' | 'here'>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(typed: string): void {
    setText(typed);
    setKept(undefined);
    if (typed === '') draft.empty();
    else draft.write(typed);
    onTyping(typed !== '');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(typed), keepAfterMs);
  }

  async function keep(typed: string): Promise<void> {
    setKept((await onKeep(typed)) ? 'kept' : 'here');
    onTyping(false);
  }

  async function send(): Promise<void> {
    const said = text.trim();
    if (said === '' || isBusy) return;
    if (await onSend(said)) {
      type('');
      setKept(undefined);
    }
    field.current?.focus();
  }

  const hint = words('answerHint', { language: languageName(ticket.language, language) });
  const from = opened.draft && draft.read() === undefined && text !== '' ? opened.draft : undefined;
  return (
    <form
      class="answer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field id="answer" label={words('answer')} hint={hint}>
        <textarea
          id="answer"
          class="utrecht-textarea"
          ref={field}
          rows={4}
          dir="auto"
          maxLength={maxTextChars}
          aria-describedby="answer-hint"
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
      </Field>
      <div class="bar">
        <Button type="submit" weight="primary-action" disabled={isBusy}>
          {words(isBusy ? 'sending' : 'send')}
        </Button>
        <span class="quiet" role="status">
          {from && words('draftFrom', { name: from.by.name, time: timeOf(from.at, language) })}
          {kept === 'kept' && text !== '' && words('draftSaved')}
          {kept === 'here' && words('draftKept')}
        </span>
      </div>
    </form>
  );
}
