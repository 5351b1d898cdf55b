import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleKey, ConsoleWords } from './console-words.ts';
import { hotkeysOff } from './hotkeys.ts';
import { Button } from './look.tsx';

const keys: readonly (readonly [string, ConsoleKey])[] = [
  ['j  ↓', 'key_next'],
  ['k  ↑', 'key_previous'],
  ['Enter', 'key_open'],
  ['c', 'key_claim'],
  ['r', 'key_answer'],
  ['f', 'key_phrase'],
  ['p', 'key_person'],
  ['n', 'key_note'],
  ['x', 'key_close'],
  ['Ctrl + Enter', 'key_send'],
  ['Esc', 'key_leave'],
  ['?', 'key_help'],
];

/** What each key does, and turning them off. The browser's own dialog: Escape closes it and focus goes back. */
export function HelpDialog({ words, onClose }: { words: ConsoleWords; onClose(): void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOff, setOff] = useState(hotkeysOff.read());
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{words('help')}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={what}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words(what)}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={!isOff}
          onChange={(event) => {
            hotkeysOff.write(!event.currentTarget.checked);
            setOff(!event.currentTarget.checked);
          }}
        />
        {words('keysOn')}
      </label>
      <Button weight="primary-action" onClick={() => dialog.current?.close()}>
        {words('closeHelp')}
      </Button>
    </dialog>
  );
}
