import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { closeReasons, type CloseReason } from './api.ts';
import type { ConsoleWords } from './console-words.ts';

interface Props {
  words: ConsoleWords;
  isBusy: boolean;
  onRelease(): void;
  onClose(reason: CloseReason): void;
}

export function OwnerActions({ words, isBusy, onRelease, onClose }: Props): JSX.Element {
  const [reason, setReason] = useState<CloseReason>('answered');
  return (
    <div class="bar owner">
      <select
        aria-label={words('closeReason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as CloseReason)}
      >
        {closeReasons.map((name) => (
          <option key={name} value={name}>
            {words(`reason_${name}`)}
          </option>
        ))}
      </select>
      <button type="button" disabled={isBusy} onClick={() => onClose(reason)}>
        {words('close')}
      </button>
      <button type="button" disabled={isBusy} onClick={onRelease}>
        {words('release')}
      </button>
    </div>
  );
}
