import type { ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import { StoreUnavailable, type Collection, type IndexFields, type WriteOp } from '../store/store.ts';
import { appointments, codes, identities, payments, persons, pins, reliefs, routes, tries } from './collections.ts';
import { pinIdOf, triesOfConversation, triesOfIdentity, triesOfPerson } from './counters.ts';
import { markErased } from './erased.ts';
import type { Parts } from './parts.ts';
import { identityIdOf } from './read-person.ts';

const page = 200;

/** What the municipality's systems delivered on a person. */
const delivered = [appointments, routes, reliefs, payments] as const;

/** How many documents of each kind are gone. */
export type ErasedRecord = Record<string, number>;

/**
 * Everything by which somebody proves who they are here: links of phones and chats, the PIN, the tries. From then on
 * nobody is this person, so that nothing new is said to them while the rest goes. Can be repeated.
 */
export async function eraseLinks(parts: Parts, person: PersonId): Promise<ErasedRecord> {
  const links = await removeAll(parts, identities, person, (identity) => [
    remove(tries, triesOfIdentity(parts, identity)),
  ]);
  const pin = pinIdOf(parts, person);
  const hasPin = (await parts.store.get(pins, pin)) !== undefined;
  await write(parts, [remove(pins, pin), remove(tries, triesOfPerson(parts, person))]);
  return { identities: links, pins: Number(hasPin) };
}

/** The tries of codes and PINs in a conversation, which on the web is itself the identity. */
export const eraseTriesIn = (parts: Parts, conversation: ConversationId, municipality: MunicipalityId): Promise<void> =>
  write(parts, [
    remove(tries, triesOfConversation(parts, conversation)),
    remove(tries, triesOfIdentity(parts, identityIdOf(parts, { channel: 'web', id: conversation }, municipality))),
  ]);

/**
 * What was delivered, codes and the person. The audit stays: it has ids and deeds. What is delivered of them again is left
 * out from then on. Can be repeated.
 */
export async function eraseRecord(parts: Parts, person: PersonId, municipality: MunicipalityId): Promise<ErasedRecord> {
  await markErased(parts, person, municipality);
  const counts: ErasedRecord = {};
  for (const collection of delivered) counts[collection.name] = await removeAll(parts, collection as Owned, person);
  counts[codes.name] = await removeAll(parts, codes, person);
  counts[persons.name] = Number((await parts.store.get(persons, person)) !== undefined);
  await write(parts, [remove(persons, person)]);
  return counts;
}

type Owned<Body = unknown, Index extends IndexFields = IndexFields> = Collection<Body, Index>;

async function removeAll<Body, Index extends IndexFields>(
  parts: Parts,
  collection: Owned<Body, Index>,
  person: PersonId,
  also: (id: string) => WriteOp[] = () => [],
): Promise<number> {
  for (let count = 0; ;) {
    const found = await parts.store.find(collection, { where: { person }, limit: page });
    if (found.length === 0) return count;
    await write(
      parts,
      found.flatMap(({ id }) => [...also(id), remove(collection, id)]),
    );
    count += found.length;
  }
}

const remove = (collection: Collection, id: string): WriteOp => ({
  op: 'remove',
  collection,
  id,
});

async function write({ store }: Parts, ops: readonly WriteOp[]): Promise<void> {
  if ((await store.write(ops)).includes('unknown')) throw new StoreUnavailable('no answer while erasing a person');
}
