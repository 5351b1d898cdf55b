import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PageWords } from '../shared/page-words.ts';
import type { ChatAction } from './activity.ts';
import { Message } from './message.tsx';
import type { ShownMessage } from './shown-message.ts';

interface Props {
  words: PageWords;
  language: string;
  messages: readonly ShownMessage[];
  isBusy: boolean;
  isTyping: boolean;
  onPress(action: ChatAction): void;
  onRetry(id: string): void;
  onDiscard(id: string): void;
}

/** All messages, newest at the end and in sight. */
export function MessageLog(props: Props): JSX.Element {
  const { words, messages, isBusy, isTyping } = props;
  const log = useRef<HTMLDivElement>(null);
  const last = messages[messages.length - 1];
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [messages.length, last?.state, isTyping]);
  useEffect(() => log.current?.focus({ preventScroll: true }), []);

  const lastOfMine = lastKeyOf(messages);
  return (
    <div
      class="scroll"
      ref={log}
      tabIndex={0}
      role="log"
      aria-label={words('log')}
      aria-live="polite"
      aria-busy={isBusy}
    >
      {messages.map((message) => (
        <Message
          key={message.key}
          {...props}
          message={message}
          isNewest={message === last}
          hasState={message.key === lastOfMine || message.state !== 'sent'}
        />
      ))}
      {isTyping && (
        <p class="typing" aria-hidden="true">
          {words('typing')}
        </p>
      )}
    </div>
  );
}

const lastKeyOf = (messages: readonly ShownMessage[]): string | undefined =>
  messages.reduce<string | undefined>((found, { key, speaker }) => (speaker === 'me' ? key : found), undefined);
