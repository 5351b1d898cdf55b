import type { Query, Store } from '../../../src/store/store.ts';
import { insert } from './notes.ts';

/** A query of every kind on the notes of `fillNotes`. */
export const queries: Query[] = [
  { where: { owner: 'o' }, limit: 9 },
  { where: { owner: 'o', at: 3 }, limit: 9 },
  { where: { owner: 'o' }, range: { field: 'at', from: 2, below: 9 }, limit: 9 },
  { where: { owner: 'o' }, order: { field: 'at', direction: 'descending' }, limit: 9 },
  { range: { field: 'at' }, limit: 9 },
  { range: { field: 'at', after: 3 }, order: { field: 'at', direction: 'descending' }, limit: 9 },
  { where: { phone: '+31600000001' }, limit: 9 },
];

/** Fifty notes of five owners, ten each. */
export const fillNotes = (store: Store): Promise<unknown> =>
  store.write(
    Array.from({ length: 50 }, (_, at) =>
      insert(`n${at}`, 'x', { owner: at % 5 ? `p${at % 5}` : 'o', at, phone: '+31600000001' }),
    ),
  );
