import type { HttpRequest } from '../../core/http.ts';
import type { WebContext } from './context.ts';
import { newConversationId, userOf } from './conversation-name.ts';
import { directLinePath } from './direct-line-route.ts';
import { tokenSeconds, type Grant } from './tokens.ts';

/** What is asked of a conversation that does not exist yet. */
export interface Wishes {
  municipality?: string;
  locale?: string;
  user?: string;
}

/** A conversation of its own for a caller; it begins when it is opened with the token. */
export function newGrant({ ids, municipality: byDefault }: WebContext, wishes: Wishes): Grant {
  const municipality = wishes.municipality ?? byDefault;
  const conversation = newConversationId(ids, municipality);
  const locale = wishes.locale === undefined ? {} : { locale: wishes.locale };
  return { conversation, municipality, user: wishes.user ?? userOf(ids, conversation), ...locale, started: false };
}

/** As `tokens/generate` and `tokens/refresh` answer. `expires_in` is in seconds. */
export async function tokenAnswer({ tokens }: WebContext, grant: Grant) {
  const token = await tokens.sign(grant, 'directline');
  return { conversationId: grant.conversation, token, expires_in: tokenSeconds.directline };
}

/** As opening and reopening a conversation answer: also where its stream is, from a watermark on. */
export async function conversationAnswer(context: WebContext, request: HttpRequest, grant: Grant, watermark: string) {
  const opened = { ...grant, started: true };
  const query = new URLSearchParams({ watermark, t: await context.tokens.sign(opened, 'stream') });
  const path = `${directLinePath}/conversations/${encodeURIComponent(grant.conversation)}/stream`;
  return {
    ...(await tokenAnswer(context, opened)),
    streamUrl: `${socketBase(context.publicUrl, request)}${path}?${query.toString()}`,
  };
}

function socketBase(publicUrl: string | undefined, request: HttpRequest): string {
  const isEncrypted = 'encrypted' in request.socket && request.socket.encrypted === true;
  const base = publicUrl ?? `${isEncrypted ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
  return base.replace(/^http/, 'ws').replace(/\/+$/, '');
}
