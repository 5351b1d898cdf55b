import { useEffect, useRef } from 'preact/hooks';
import { openDrawer } from '../shared/drawer.ts';

/** What a single key does. Anything else is left to the browser. */
export type Hotkeys = Readonly<Record<string, (() => void) | undefined>>;

const off = openDrawer<boolean>(() => localStorage, 'wegwijs.console.keysOff');

/** Whether single keys do something; whoever speaks to their computer can turn them off (WCAG 2.1.4). */
export const hotkeysOff = {
  read: (): boolean => off.read() ?? false,
  write: (isOff: boolean): void => (isOff ? off.write(true) : off.empty()),
};

/** Listens on the whole page, but never where somebody types, chooses from a list or has a dialog open. */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (hotkeysOff.read() || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
