import { Problem } from '../core/errors.ts';
import type { Route } from '../core/http.ts';
import type { Municipality } from '../core/municipality.ts';

/** What the chat page needs to know before a conversation: which municipality, and in which languages. */
export const createChatConfigRoute = (municipalities: ReadonlyMap<string, Municipality>, standard: string): Route => ({
  method: 'get',
  path: '/api/chat/config',
  handle(request, response) {
    const asked = new URLSearchParams(request.getQuery()).get('municipality');
    const municipality = municipalities.get(asked ?? standard);
    if (!municipality) throw new Problem('not_found', 'There is no such municipality here.');
    const { id, name, languages, privacyPage } = municipality;
    response.send(200, { municipality: { id, name }, languages, ...(privacyPage ? { privacyPage } : {}) });
  },
});
