import type { Db, UpdateFilter } from 'mongodb';
import { indexFieldsOf } from '../sealed-document.ts';
import { storedName } from '../names.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection } from '../store.ts';

/** How documents are laid out. A process that finds a higher number than its own does not start. */
const format = 1;

interface Meta {
  _id: string;
  value?: string | number;
  shapes?: string[];
}

/** Throws when the database was written with other data keys, or by a later version of the store. */
export async function checkMeta(db: Db, sealer: Sealer): Promise<void> {
  const keys = await change(db, 'keys', { $setOnInsert: { value: sealer.fingerprint } });
  if (keys.value !== sealer.fingerprint) {
    throw new Error('the store was written with other data keys: the oldest of them must stay the last in DATA_KEYS');
  }
  const found = await change(db, 'format', { $setOnInsert: { value: format } });
  if (Number(found.value) > format) throw new Error('the store was written by a later version of Wegwijs');
}

/**
 * The number of the shape that this collection is declared in: the names of its index fields in the database. Shapes are
 * numbered from 1 as they first appear, and keep their number.
 */
export async function shapeNumber(db: Db, collection: Collection): Promise<number> {
  const names = indexFieldsOf(collection).map((field) => storedName(collection, field));
  const shape = names.sort().join(', ');
  const { shapes = [] } = await change(db, `shapes of ${collection.name}`, { $addToSet: { shapes: shape } });
  return shapes.indexOf(shape) + 1;
}

/** Writes, and gives what then stands there: of two that start at once, both get the same. */
async function change(db: Db, id: string, update: UpdateFilter<Meta>, isSecondTry = false): Promise<Meta> {
  try {
    const options = { upsert: true, returnDocument: 'after' } as const;
    const found = await db.collection<Meta>('_meta').findOneAndUpdate({ _id: id }, update, options);
    if (found) return found;
  } catch (error) {
    const isTaken = (error as { code?: unknown }).code === 11_000;
    if (!isTaken || isSecondTry) throw error;
  }
  return change(db, id, update, true);
}
