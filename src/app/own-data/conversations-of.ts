import { conversations } from '../../conversations/documents.ts';
import type { AuditEntry } from '../../core/audit.ts';
import type { ConversationId, PersonId } from '../../core/ids.ts';
import type { EraseWish } from '../../core/own-data.ts';
import { audit } from '../../people/collections.ts';
import type { Store } from '../../store/store.ts';
import type { ConversationState } from '../../turn/state.ts';

/** A conversation that a person had a part in. */
export interface OwnConversation {
  id: ConversationId;
  /** Tickets that its state names. */
  tickets: string[];
  /** Somebody else took it over at this time (ms): theirs is what was before. */
  until?: number;
  /** Many wrote there, and nothing was answered personally. */
  isGroup?: boolean;
}

const page = 500;

/**
 * Where a person talked: what is tied to them, where they asked, and where the audit says that they were. In a
 * conversation that somebody else took over, theirs is what was said before.
 */
export async function conversationsOf(
  store: Store,
  { person, municipality, conversation }: Pick<EraseWish, 'person' | 'municipality' | 'conversation'>,
): Promise<OwnConversation[]> {
  if (!person) return conversation ? [whole(conversation, await stateOf(store, conversation))] : [];
  const tied = await store.find(conversations, { where: { municipality, person }, limit: page });
  const looks = await looksOf(store, person);
  const ids = new Set([
    ...tied.map(({ id }) => id),
    ...looks.map(({ origin }) => origin).filter((origin) => origin.startsWith('c_')),
    ...(conversation ? [conversation] : []),
  ]);
  const own = await Promise.all(
    [...ids].map((id) => ownConversation(store, { id, person, looks, isAsked: id === conversation })),
  );
  return own.filter((one) => one !== undefined);
}

interface Asked {
  id: ConversationId;
  person: PersonId;
  looks: readonly AuditEntry[];
  isAsked: boolean;
}

async function ownConversation(
  store: Store,
  { id, person, looks, isAsked }: Asked,
): Promise<OwnConversation | undefined> {
  const document = await store.get(conversations, id);
  const state = document?.body.state as ConversationState | undefined;
  if (document?.body.reference.conversation?.isGroup) return { id, tickets: [], isGroup: true };
  if (isAsked || !document || state?.person === person) return whole(id, state);
  // Emptied since, and begun again by somebody whom we do not know.
  if (!state?.person) return undefined;
  const last = Math.max(...looks.filter(({ origin }) => origin === id).map(({ at }) => at));
  const other = (await looksOf(store, state.person)).filter(({ origin, at }) => origin === id && at > last);
  return { id, tickets: [], until: Math.min(...other.map(({ at }) => at)) };
}

const whole = (id: ConversationId, state: ConversationState | undefined): OwnConversation => ({
  id,
  tickets: (state?.handoffs ?? []).map(({ ticket }) => ticket),
});

async function stateOf(store: Store, conversation: ConversationId): Promise<ConversationState | undefined> {
  return (await store.get(conversations, conversation))?.body.state as ConversationState | undefined;
}

async function looksOf(store: Store, person: PersonId): Promise<AuditEntry[]> {
  const looks = new Map<string, AuditEntry>();
  for (let from = 0; ;) {
    const found = await store.find(audit, { where: { person }, range: { field: 'at', from }, limit: page });
    const fresh = found.filter(({ id }) => !looks.has(id));
    for (const { id, body } of fresh) looks.set(id, body);
    if (fresh.length === 0 || found.length < page) return [...looks.values()];
    from = found.at(-1)?.body.at ?? from;
  }
}
