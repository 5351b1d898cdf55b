import { collection, type WriteOp } from '../../../src/store/store.ts';

/** A small collection for tests of the SQLite adapter. */
export const notes = collection<{ text: string }, { owner?: string; phone?: string }>({
  name: 'notes',
  indexes: [['owner'], ['phone']],
  personal: ['phone'],
});

export const insertNote = (id: string, text: string, index: { owner?: string; phone?: string } = {}): WriteOp => ({
  op: 'insert',
  collection: notes,
  id,
  index,
  body: { text },
});
