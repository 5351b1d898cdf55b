/** Which server takes our mail, and who it is from. */
export interface MailSettings {
  /** smtp://USER:PASSWORD@HOST:PORT, or smtps:// where the connection is encrypted from its start. */
  url: string;
  /** An address, or "Name <address>". */
  from: string;
}

/** Where to connect, and how. */
export interface MailServer {
  host: string;
  port: number;
  secure: boolean;
  /** A password is never said over a connection that anybody can read, but to this machine. */
  requireTLS: boolean;
  credentials?: { user: string; pass: string };
}

const usualPort = { 'smtp:': 587, 'smtps:': 465 } as const;
const thisMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** Reads `SMTP_URL`. Throws for what is no address of a mail server. */
export function mailServerOf({ url }: Pick<MailSettings, 'url'>): MailServer {
  const { protocol, hostname, port, username, password } = new URL(url);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw new Error('a mail server begins with smtp:// or smtps://');
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || usualPort[protocol],
    secure,
    requireTLS: !secure && username !== '' && !thisMachine.test(hostname),
    ...(username ? { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
  };
}

/** The bare address of "Name <address>". */
export const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
