import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PageWords } from '../shared/page-words.ts';
import { acceptedTypes, faultOf, maxFileBytes, shrunkPhoto, type FileFault } from './file-limits.ts';

interface Props {
  words: PageWords;
  onSay(text: string): void;
  onFile(file: File): void;
}

const maxTextChars = 4000;
const maxRows = 5;

/** Where a message is typed, or a photo of a letter chosen. */
export function Composer({ words, onSay, onFile }: Props): JSX.Element {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<FileFault>();
  const field = useRef<HTMLTextAreaElement>(null);

  function say(): void {
    const said = text.trim();
    if (said !== '') onSay(said);
    setText('');
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say();
  }

  async function attach(input: HTMLInputElement): Promise<void> {
    const chosen = input.files?.[0];
    input.value = '';
    if (!chosen) return;
    const file = await shrunkPhoto(chosen);
    setFault(faultOf(file));
    if (!faultOf(file)) onFile(file);
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <div role="alert">
        {fault && <p class="problem">{words(fault, { megabytes: maxFileBytes / 1024 / 1024 })}</p>}
      </div>
      <div class="row">
        <label class="attach">
          <input
            type="file"
            class="hidden"
            accept={acceptedTypes.join(',')}
            aria-label={words('attach')}
            onChange={(event) => void attach(event.currentTarget)}
          />
          <span aria-hidden="true">{words('attachShort')}</span>
        </label>
        <textarea
          ref={field}
          dir="auto"
          rows={Math.min(maxRows, text.split('\n').length)}
          maxLength={maxTextChars}
          aria-label={words('inputLabel')}
          placeholder={words('inputHint')}
          enterkeyhint="send"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="primary">
          {words('send')}
        </button>
      </div>
    </form>
  );
}
