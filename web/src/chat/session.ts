import { ask } from '../shared/http.ts';
import { openDrawer } from '../shared/drawer.ts';

/** A conversation that this phone may speak in. */
export interface Session {
  token: string;
  conversationId: string;
  language: string;
  municipality?: string;
}

/** `GET /api/chat/config`. */
export interface ChatConfig {
  municipality: { id: string; name: string };
  languages: string[];
  privacyPage?: string;
}

const name = 'wegwijs.chat';
const tab = openDrawer<Session>(() => sessionStorage, name);
const phone = openDrawer<Session>(() => localStorage, name);

/** Keeps the session for this tab, or for this phone when somebody said that it is their own. */
export const sessionKeeper = {
  read: (): Session | undefined => tab.read() ?? phone.read(),
  isOwnPhone: (): boolean => phone.read() !== undefined,
  write(session: Session, isOwnPhone: boolean): void {
    tab.write(session);
    if (isOwnPhone) phone.write(session);
    else phone.empty();
  },
  forget(): void {
    tab.empty();
    phone.empty();
  },
};

export const readConfig = (municipality: string | undefined) =>
  ask<ChatConfig>(`/api/chat/config${municipality ? `?municipality=${encodeURIComponent(municipality)}` : ''}`);

/** Asks for a new conversation in a language. */
export const requestSession = (language: string, municipality: string | undefined) =>
  ask<{ token: string; conversationId: string }>('/api/chat/token', { json: { municipality, language } });

/** Asks for a younger token of the same conversation; our own page may also come back days later. */
export async function refreshToken(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const refreshed = await ask<{ token: string }>('/v3/directline/tokens/refresh', { method: 'POST', headers });
  return refreshed.kind === 'ok' ? refreshed : ask<{ token: string }>('/api/chat/token/renew', { json: { token } });
}
