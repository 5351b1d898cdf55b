import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageWords } from '../shared/page-words.ts';
import type { LineState } from './line.ts';

/** A short hiccup is not worth a word. */
const quietMs = 1_500;

interface Props {
  words: PageWords;
  line: LineState;
  isReplaced: boolean;
}

/** Says when there is no connection, and when the conversation is a new one. */
export function Banner({ words, line, isReplaced }: Props): JSX.Element {
  const isOnline = useIsOnline();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    const timer = setTimeout(() => setLong(true), quietMs);
    return () => clearTimeout(timer);
  }, [line === 'online']);

  const trouble = !isOnline ? 'offline' : line === 'unreachable' ? 'unreachable' : 'connecting';
  const isTroubled = !isOnline || (line !== 'online' && isLong);
  return (
    <div role="status" class="banner">
      {isTroubled && <p class="trouble">{words(trouble)}</p>}
      {isReplaced && <p>{words('newConversation')}</p>}
    </div>
  );
}

function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOnline;
}
