import type { IncomingMessage } from 'node:http';

/**
 * Whether the address can be read at all. Restify builds a URL from it and from the Host header, and throws where no
 * handler catches: one such request would end the process.
 */
export function isReadable({ url = '', headers }: IncomingMessage): boolean {
  if (!url.startsWith('/') || !URL.canParse(`http://${headers.host ?? 'localhost'}${url}`)) return false;
  try {
    decodeURI(url.replace(/\?.*/s, ''));
    return true;
  } catch {
    return false;
  }
}
