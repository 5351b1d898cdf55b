import type { Db } from 'mongodb';
import { checkNames } from '../names.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection } from '../store.ts';
import { guard } from './guard.ts';
import { indexesOf } from './indexes.ts';
import { checkMeta, shapeNumber } from './meta.ts';
import { refill } from './refill.ts';
import type { PreparedCollection, StoredDocument } from './stored-document.ts';

/**
 * Makes these collections as they are declared now, while other processes may serve: indexes are added, documents get
 * the fields that they lack, nothing is taken away. Throws when the database was written with other data keys.
 */
export async function prepareCollections(
  db: Db,
  sealer: Sealer,
  collections: readonly Collection[],
): Promise<PreparedCollection[]> {
  checkNames(collections);
  await checkMeta(db, sealer);
  return Promise.all(collections.map((collection) => prepareCollection(db, sealer, collection)));
}

async function prepareCollection(db: Db, sealer: Sealer, collection: Collection): Promise<PreparedCollection> {
  const shape = await shapeNumber(db, collection);
  const handle = db.collection<StoredDocument>(collection.name);
  const { _id, ...fields } = guard;
  await handle.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  const indexes = indexesOf(collection, shape);
  if (indexes.length) await handle.createIndexes(indexes);
  const prepared = { collection, handle, shape };
  await refill(sealer, prepared);
  return prepared;
}
