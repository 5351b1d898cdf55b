import { collection, type WriteOp } from '../../../src/store/store.ts';

type NoteIndex = { owner?: string; at?: number; phone?: string };

/** Small collections for tests of the MongoDB adapter. */
export const notes = collection<{ text: string }, NoteIndex>({
  name: 'notes',
  indexes: [['owner', 'at'], ['at'], ['phone']],
  personal: ['phone'],
});

export const others = collection<{ text: string }, NoteIndex>({ name: 'others', indexes: [['owner']] });

export const insert = (id: string, text = '', index: NoteIndex = {}, into = notes): WriteOp => ({
  op: 'insert',
  collection: into,
  id,
  index,
  body: { text },
});

export const replace = (id: string, version: number, text = '', index: NoteIndex = {}, into = notes): WriteOp => ({
  op: 'replace',
  collection: into,
  id,
  version,
  index,
  body: { text },
});

export const remove = (id: string, version?: number): WriteOp => ({
  op: 'remove',
  collection: notes,
  id,
  ...(version !== undefined && { version }),
});
