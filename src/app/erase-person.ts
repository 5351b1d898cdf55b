import type { MunicipalityId, PersonId } from '../core/ids.ts';
import type { EraseReceipt, EraseWish } from '../core/own-data.ts';
import { personIdOf } from '../people/delivered-documents.ts';
import { erasedAmong } from '../people/erased.ts';
import type { Store } from '../store/store.ts';
import type { Assembly } from './assemble.ts';
import { erasures } from './erase.ts';

interface Asked {
  municipality: MunicipalityId;
  /** Our own id of the person, or what the municipality's system calls them. */
  person: string;
}

/** Who is meant, also when they were erased before; undefined: nobody of this municipality. */
export async function findPerson(
  { people, ids }: Pick<Assembly, 'people' | 'ids'>,
  store: Store,
  { municipality, person }: Asked,
): Promise<PersonId | undefined> {
  const candidates = [person, personIdOf({ ids }, municipality, person)];
  for (const id of candidates) if (await people.person(id, municipality)) return id;
  const [erased] = await erasedAmong({ store }, municipality, candidates);
  return erased;
}

/**
 * Erases a person on an operator's word, by the same steps as in the chat. Resolves when it is done; cut off, a running
 * server finishes it, or the same again. No receipt is said to anybody.
 */
export async function erasePerson(
  { mailbox, ids }: Pick<Assembly, 'mailbox' | 'ids'>,
  store: Store,
  { municipality, person, now }: { municipality: MunicipalityId; person: PersonId; now: number },
): Promise<EraseReceipt> {
  const id = ids.random();
  const actor = `e_${id}`;
  const value: EraseWish = { municipality, person, askedAt: now, answers: [] };
  await mailbox.tell({ id, actor, municipality, name: 'erase.asked', value });
  await mailbox.idle();
  const receipt = (await store.get(erasures, actor))?.body.state.receipt;
  if (!receipt) throw new Error('It was cut off: run it again. A server that runs finishes it too.');
  return receipt;
}
