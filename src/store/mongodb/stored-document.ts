import type { Collection as MongoCollection } from 'mongodb';
import { indexFieldsOf, openDocument, storedValue } from '../sealed-document.ts';
import { storedName } from '../names.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection, Document, IndexFields, IndexValue } from '../store.ts';

/** A document as MongoDB holds it. */
export interface StoredDocument {
  _id: string;
  /** The version. */
  v: number;
  /** The number of the shape that `i` was made for: older ones may lack a field that is declared now. */
  s: number;
  /** The sealed body, with the index as it was given. */
  b: Buffer;
  /** The declared index fields, personal ones hashed. */
  i: Record<string, IndexValue>;
}

/** A collection of ours on the server, ready to be used. */
export interface PreparedCollection {
  collection: Collection;
  handle: MongoCollection<StoredDocument>;
  /** The number of the shape that is declared now. */
  shape: number;
}

export function storedIndex(sealer: Sealer, collection: Collection, index: IndexFields): StoredDocument['i'] {
  const stored: StoredDocument['i'] = {};
  for (const field of indexFieldsOf(collection)) {
    const value = index[field];
    if (value !== undefined) stored[storedName(collection, field)] = storedValue(sealer, collection, field, value);
  }
  return stored;
}

/** What a read asks for. */
export const readFields = { v: 1, b: 1 } as const;

/** Throws `SealError`. */
export const toDocument = <Body, Index extends IndexFields>(
  sealer: Sealer,
  collection: Collection<Body, Index>,
  { _id, v, b }: Pick<StoredDocument, '_id' | 'v' | 'b'>,
): Document<Body, Index> => openDocument(sealer, collection, { id: _id, version: v, sealed: b });
