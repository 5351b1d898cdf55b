import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { closeReasons, type CloseReason, type OpenTicket, type OperationPart } from './api.ts';
import type { ConsoleWords } from './console-words.ts';
import { Button, Field } from './look.tsx';

interface Props {
  words: ConsoleWords;
  opened: OpenTicket;
  isBusy: boolean;
  onRelease(): void;
  onClose(reason: CloseReason): void;
  onTransfer(to: OperationPart): void;
}

/** What its owner does with a ticket besides answering: closing it with a reason, handing it on, giving it back. */
export function OwnerActions({ words, opened, isBusy, onRelease, onClose, onTransfer }: Props): JSX.Element {
  const [reason, setReason] = useState<CloseReason>('answered');
  const [to, setTo] = useState('');
  const { transferTo } = opened;
  return (
    <div class="owner">
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          onClose(reason);
        }}
      >
        <Field id="reason" label={words('closeReason')}>
          <select
            id="reason"
            class="utrecht-select"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value as CloseReason)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                onClose(event.currentTarget.value as CloseReason);
            }}
          >
            {closeReasons.map((name) => (
              <option key={name} value={name}>
                {words(`reason_${name}`)}
              </option>
            ))}
          </select>
        </Field>
        <Button type="submit" disabled={isBusy}>
          {words('close')}
        </Button>
      </form>
      {transferTo && (
        <form
          class="inline"
          onSubmit={(event) => {
            event.preventDefault();
            const [kind = '', id = ''] = to.split('/');
            if (id) onTransfer({ [kind]: id });
          }}
        >
          <Field id="transfer" label={words('transferTo')}>
            <select
              id="transfer"
              class="utrecht-select"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            >
              <option value="">{words('transferChoose')}</option>
              {(['teams', 'staff'] as const).map((kind) => (
                <optgroup key={kind} label={words(kind === 'teams' ? 'team' : 'colleagues')}>
                  {transferTo[kind].map(({ id, name }) => (
                    <option key={id} value={`${kind === 'teams' ? 'team' : 'staff'}/${id}`}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </Field>
          <Button type="submit" disabled={isBusy || to === ''}>
            {words('transfer')}
          </Button>
        </form>
      )}
      <Button weight="subtle" disabled={isBusy} onClick={onRelease}>
        {words('release')}
      </Button>
    </div>
  );
}
