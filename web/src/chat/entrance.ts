import { openDrawer } from '../shared/drawer.ts';

/** What the address brought along. */
export interface Entrance {
  municipality?: string;
  /** A link code from a QR, not used yet. */
  code?: string;
}

const codeShape = /^[A-Za-z0-9]{5}-?[A-Za-z0-9]{5}$/;
const waitingCode = openDrawer<string>(() => sessionStorage, 'wegwijs.code');

/** Reads the address, and takes the code out of it at once: an address is copied, shown and remembered. */
export function readEntrance(): Entrance {
  const query = new URLSearchParams(location.search);
  // Behind the #, so that no server or proxy on the way writes it down; in the query for links made by hand.
  const hash = new URLSearchParams(location.hash.slice(1));
  const code = hash.get('code') ?? query.get('code') ?? '';
  if (query.has('code') || hash.has('code')) {
    query.delete('code');
    const rest = query.toString();
    history.replaceState(null, '', location.pathname + (rest ? `?${rest}` : ''));
  }
  if (codeShape.test(code)) waitingCode.write(code);
  return { municipality: query.get('m') ?? undefined, code: waitingCode.read() };
}

/** The code was used or refused: this tab forgets it. */
export const forgetCode = (): void => waitingCode.empty();
