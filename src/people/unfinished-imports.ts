import { StoreUnavailable } from '../store/store.ts';
import type { MunicipalityId } from '../core/ids.ts';
import { indexUnfinishedImport, unfinishedImports as kept, type UnfinishedImport } from './collections.ts';
import type { Parts } from './parts.ts';
import { insertOnce } from './put.ts';

const mostShown = 100;

/** Before the first row is written. The same file again is the same import. */
export async function beginImport(
  { store, clock }: Parts,
  id: string,
  about: Omit<UnfinishedImport, 'startedAt'>,
): Promise<void> {
  const body = { ...about, startedAt: clock.now() };
  await insertOnce(store, kept, id, { body, index: indexUnfinishedImport(body) });
}

/** After the last row is written. */
export async function endImport({ store }: Parts, id: string): Promise<void> {
  const [outcome] = await store.write([{ op: 'remove', collection: kept, id }]);
  if (outcome !== 'done') throw new StoreUnavailable('no answer at the end of an import');
}

export async function unfinishedImports({ store }: Parts, municipality: MunicipalityId): Promise<UnfinishedImport[]> {
  const found = await store.find(kept, { where: { municipality }, limit: mostShown });
  return found.map(({ body }) => body);
}
