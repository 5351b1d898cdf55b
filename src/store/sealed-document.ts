import type { Sealer } from './sealer.ts';
import { QueryError, type Collection, type Document, type IndexFields, type IndexValue } from './store.ts';

const fieldsByCollection = new WeakMap<Collection, readonly string[]>();

/** The fields that a collection's indexes name, each once. */
export function indexFieldsOf(collection: Collection): readonly string[] {
  const fields = fieldsByCollection.get(collection) ?? [...new Set(collection.indexes.flat())];
  fieldsByCollection.set(collection, fields);
  return fields;
}

export const isPersonal = (collection: Collection, field: string): boolean =>
  collection.personal?.includes(field) ?? false;

/**
 * What stands in the sealed body: the body, and the index as it was given, so that a read gives a personal field back as
 * it was written and an index that is declared later can be filled.
 */
export const sealDocument = (
  sealer: Sealer,
  collection: Collection,
  id: string,
  index: IndexFields,
  body: unknown,
): Buffer => sealer.seal(collection.name, id, JSON.stringify({ index, body }));

/** Throws `SealError`. */
export function openDocument<Body, Index extends IndexFields>(
  sealer: Sealer,
  collection: Collection<Body, Index>,
  row: { id: string; version: number; sealed: Uint8Array },
): Document<Body, Index> {
  const { index, body } = JSON.parse(sealer.open(collection.name, row.id, row.sealed)) as { index: Index; body: Body };
  return { id: row.id, version: row.version, index, body };
}

/** An index value as the store keeps it and is asked for it: hashed when the field is personal. Throws `QueryError`. */
export function storedValue(sealer: Sealer, collection: Collection, field: string, value: IndexValue): IndexValue {
  if (typeof value !== 'string' && !(typeof value === 'number' && !Number.isNaN(value))) {
    throw new QueryError(`${collection.name}: the value of ${field} is neither a text nor a number`);
  }
  return isPersonal(collection, field) ? sealer.hash(collection.name, field, value) : value;
}
