import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleApi, Other } from './api.ts';

/** The server takes who said nothing for 45 s as gone. */
const sayAgainMs = 15_000;

/** Says that this page looks at a ticket or types in it, and hears who else does. `version` grows when the server says so. */
export function usePresence(api: ConsoleApi, ticket: string, isTyping: boolean, version: number): Other[] {
  const [others, setOthers] = useState<Other[]>([]);
  const doing = useRef<'looking' | 'typing'>('looking');
  doing.current = isTyping ? 'typing' : 'looking';

  async function say(): Promise<void> {
    if (document.hidden) return;
    const answer = await api.present(ticket, doing.current);
    if (answer.kind === 'ok') setOthers(answer.body.others);
  }

  useEffect(() => void say(), [ticket, isTyping, version]);
  useEffect(() => {
    const timer = setInterval(() => void say(), sayAgainMs);
    return () => {
      clearInterval(timer);
      void api.present(ticket, 'gone');
    };
  }, [ticket]);
  return others;
}
