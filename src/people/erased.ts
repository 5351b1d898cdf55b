import type { MunicipalityId, PersonId } from '../core/ids.ts';
import { collection, StoreUnavailable } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { insertOnce } from './put.ts';

/**
 * That somebody had everything erased, so that the next delivery of their municipality does not bring it back. The id is
 * the person's, which is random or a keyed hash of what their own system calls them; nothing else is kept.
 */
export interface ErasedMark {
  municipality: MunicipalityId;
  /** ms since 1970. */
  at: number;
}

export const erasedMarks = collection<ErasedMark, { municipality: MunicipalityId }>({
  name: 'erased_marks',
  indexes: [['municipality']],
});

export async function markErased(
  { store, clock }: Parts,
  person: PersonId,
  municipality: MunicipalityId,
): Promise<void> {
  const body = { municipality, at: clock.now() };
  await insertOnce(store, erasedMarks, person, { body, index: { municipality } });
}

/** Those of these people of whom nothing may be kept. */
export async function erasedAmong(
  { store }: Pick<Parts, 'store'>,
  municipality: MunicipalityId,
  people: Iterable<PersonId>,
): Promise<Set<PersonId>> {
  const asked = [...new Set(people)];
  const marks = await Promise.all(asked.map((person) => store.get(erasedMarks, person)));
  return new Set(asked.filter((_, at) => marks[at]?.body.municipality === municipality));
}

/** They want to be known here again: what is delivered is kept from now on. Whether there was a mark. */
export async function letBack({ store }: Pick<Parts, 'store'>, person: PersonId): Promise<boolean> {
  const mark = await store.get(erasedMarks, person);
  if (!mark) return false;
  const [outcome] = await store.write([{ op: 'remove', collection: erasedMarks, id: person }]);
  if (outcome !== 'done') throw new StoreUnavailable('no answer while letting somebody back');
  return true;
}
