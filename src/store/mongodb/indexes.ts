import type { IndexDescription } from 'mongodb';
import { storedName } from '../names.ts';
import type { Collection } from '../store.ts';

export const indexNameOf = (collection: Collection, fields: readonly string[]): string =>
  fields.map((field) => storedName(collection, field)).join(', ');

/** The index on documents of older shapes than this one: what is still to be filled. */
export const behindIndexOf = (shape: number): string => `behind ${shape}`;

/**
 * The indexes that this shape needs. Each ends in the id, by which ties are ordered; documents without the first field
 * can never be asked for and stay out. None is ever dropped here: a process of before may be using it.
 */
export function indexesOf(collection: Collection, shape: number): IndexDescription[] {
  const declared = collection.indexes.map((fields) => {
    const paths = fields.map((field) => `i.${storedName(collection, field)}`);
    return {
      name: indexNameOf(collection, fields),
      key: new Map<string, 1>([...paths, '_id'].map((path) => [path, 1])),
      partialFilterExpression: { [paths[0] ?? '']: { $exists: true } },
    };
  });
  if (shape === 1) return declared;
  return [...declared, { name: behindIndexOf(shape), key: { s: 1 }, partialFilterExpression: { s: { $lt: shape } } }];
}
