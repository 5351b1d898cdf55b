import type { ActorCollection, ActorDocument, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import type { Erasure } from '../conversations/erase.ts';
import { conversations } from '../conversations/documents.ts';
import type { Conversations } from '../conversations/mailbox.ts';
import { alertOf } from '../core/alert.ts';
import { pushOf } from '../core/reach.ts';
import type { ConversationId, PersonId } from '../core/ids.ts';
import type { EraseReceipt, EraseWish } from '../core/own-data.ts';
import { alerts } from '../handoff/alert.ts';
import { ticketsOf } from '../handoff/erase.ts';
import { createDrafts } from '../console/drafts.ts';
import type { People } from '../people/people.ts';
import { collection, StoreUnavailable, type Store } from '../store/store.ts';
import { eraseGaps } from './gaps/gaps.ts';
import { conversationsOf, type OwnConversation } from './own-data/conversations-of.ts';
import { bareState, type ConversationState } from '../turn/state.ts';
import { uploads } from './uploads.ts';

/** What an erasure remembers until its receipt goes too. */
export interface ErasureState {
  conversation?: ConversationId;
  /** What was erased, once it is. */
  receipt?: EraseReceipt;
  /** ms. */
  closeAt: number;
}

/** The actors that erase: one for each time that somebody asked. */
export const erasures: ActorCollection<ErasureState> = collection({
  name: 'erasures',
  indexes: [['dueAt'], ['closeAt']],
}) as never;

/** So long the receipt can be read; then the conversation goes as well, unless somebody wrote in it since. */
export const receiptStaysMs = 3_600_000;
/** An erased conversation in which only the receipt was said has moved so far: the news, and the receipt. */
const receiptSeqs = 2;

export interface ErasingParts {
  store: Store;
  mailbox: Pick<Conversations, 'erasing' | 'change'>;
  people: Pick<People, 'erasing' | 'audit'>;
  /** Leaves nothing of what was removed in files beside the database. */
  scrub(): Promise<void>;
}

/**
 * The turn of an erasure: takes out everything, step by step. Each step can be repeated, so that one who was cut off is
 * finished by the next try; only then is the receipt said, by a turn of the conversation.
 */
export function createErasureTurn(parts: () => ErasingParts) {
  return async (input: TurnInput<ErasureState>): Promise<TurnOutcome<ErasureState>> => {
    const [row] = input.batch;
    const state = input.state ?? { closeAt: input.now + receiptStaysMs };
    if (!row?.internal || row.activity.name !== 'erase.asked') return { state, entries: [] };
    const wish = row.activity.value as EraseWish;
    const receipt = await erase(parts(), wish, input.actor);
    const { conversation } = wish;
    if (!conversation) return { state: { ...state, receipt }, entries: [] };
    const activity = { type: 'event', name: 'erase.done', value: receipt };
    return { state: { ...state, receipt, conversation }, entries: [{ to: conversation, activity }] };
  };
}

/** Everything that may go of a person, or of one conversation. Who they are goes first, so that nothing new comes. */
async function erase(parts: ErasingParts, wish: EraseWish, id: string): Promise<EraseReceipt> {
  const { person, municipality, conversation } = wish;
  const erasure: Erasure = { id, askedAt: wish.askedAt };
  const own = await conversationsOf(parts.store, wish);
  const links = person ? await parts.people.erasing.links(person) : {};
  const receipt: EraseReceipt = {
    isWhole: person !== undefined,
    conversations: own.length,
    withdrawn: [],
    tickets: 0,
    files: 0,
    record: {},
    answers: wish.answers,
  };
  for (const one of own) {
    receipt.files += await eraseFiles(parts.store, one);
    if (!one.isGroup) await eraseGaps(parts.store, one.id);
    const { count, withdrawn } = await eraseTickets(parts, one, erasure, person);
    receipt.tickets += count;
    receipt.withdrawn.push(...withdrawn);
    await eraseConversation(parts, one, erasure, conversation);
    await parts.people.erasing.triesIn(one.id, municipality);
  }
  if (person) receipt.record = { ...links, ...(await parts.people.erasing.record(person, municipality)) };
  await note(parts, wish, id);
  await parts.scrub();
  return receipt;
}

/** Kept of an erasure for account: that it happened, to whom by a random id, and when. */
function note({ people }: ErasingParts, { person, municipality, conversation }: EraseWish, id: string): Promise<void> {
  const role = conversation ? 'newcomer' : 'system';
  const actor = { role, ...(person && conversation ? { id: person } : {}) } as const;
  const action = person ? 'person.erased' : 'conversation.erased';
  const deed = { action, object: id, ...(person ? { person } : {}), result: 'ok' };
  return people.audit({ municipality, actor, origin: conversation ? 'chat' : 'command', request: id }, deed);
}

async function eraseConversation(
  { store, mailbox }: ErasingParts,
  { id, until, isGroup }: OwnConversation,
  erasure: Erasure,
  receiptGoesTo: ConversationId | undefined,
): Promise<void> {
  if (isGroup) {
    await mailbox.change<ConversationState>(id, erasure.id, ({ language }) => ({ state: bareState({ language }) }));
  } else if (until !== undefined) await mailbox.erasing.emptyRows(id, ({ arrivedAt }) => arrivedAt < until);
  else if (id === receiptGoesTo) await mailbox.erasing.empty(id, erasure);
  else await mailbox.erasing.remove(id, erasure);
  if (!isGroup && until === undefined) {
    await eraseAlert({ store, mailbox }, id, erasure);
    await mailbox.erasing.remove(pushOf(id), erasure);
  }
}

/** A mail to the crisis contact that is still on its way is not stopped; it holds nothing that was said. */
async function eraseAlert(
  { store, mailbox }: Pick<ErasingParts, 'store' | 'mailbox'>,
  conversation: ConversationId,
  erasure: Erasure,
): Promise<void> {
  const alert = alertOf(conversation);
  const document = await store.get(alerts, alert);
  if (document && document.body.outbox.length === 0) await mailbox.erasing.remove(alert, erasure);
}

async function eraseTickets(
  { store, mailbox }: ErasingParts,
  { id, tickets: asked, until, isGroup }: OwnConversation,
  erasure: Erasure,
  person: PersonId | undefined,
): Promise<{ count: number; withdrawn: string[] }> {
  const isAll = until === undefined && !isGroup;
  const found = (await ticketsOf(store, id)).filter(({ body }) => isAll || body.state.person === person);
  const withdrawn = found.filter(({ body }) => body.state.status !== 'closed').map(({ body }) => body.state.number);
  // Also those that are asked for and not made yet: what waits for them goes.
  const all = new Set([...found.map((ticket) => ticket.id), ...asked]);
  for (const ticket of all) {
    await createDrafts(store).forget(ticket);
    await mailbox.erasing.empty(ticket, erasure);
  }
  return { count: all.size, withdrawn };
}

const filesAtOnce = 20;

async function eraseFiles(store: Store, { id, until, isGroup }: OwnConversation): Promise<number> {
  if (isGroup) return 0;
  const range = { field: 'at', ...(until === undefined ? {} : { below: until }) };
  for (let count = 0; ;) {
    const files = await store.find(uploads, { where: { conversation: id }, range, limit: filesAtOnce });
    if (files.length === 0) return count;
    const outcomes = await store.write(files.map((file) => ({ op: 'remove', collection: uploads, id: file.id })));
    if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while erasing files');
    count += files.length;
  }
}

/** Takes away receipts that had their time, with the conversations that held nothing else. Resolves with how many. */
export async function closeErasures(parts: ErasingParts, now: number, batch: number): Promise<number> {
  const range = { field: 'closeAt', below: now + 1 };
  const ended = await parts.store.find(erasures, { range, limit: batch });
  for (const { id, body } of ended) {
    const erasure: Erasure = { id, askedAt: now };
    const { conversation } = body.state;
    if (conversation && (await holdsOnlyReceipt(parts.store, conversation, id))) {
      await parts.mailbox.erasing.remove(conversation, erasure);
      await eraseAlert(parts, conversation, erasure);
    }
    await parts.mailbox.erasing.remove(id, erasure);
  }
  if (ended.length > 0) await parts.scrub();
  return ended.length;
}

async function holdsOnlyReceipt(store: Store, conversation: ConversationId, erasure: string): Promise<boolean> {
  const document: ActorDocument | undefined = await store.get(conversations, conversation);
  if (!document) return true;
  const { erasure: last, keptFrom = 1, nextSeq, outbox } = document.body;
  return last === erasure && nextSeq <= keptFrom + receiptSeqs && outbox.length === 0;
}
