import { isPersonal } from '../sealed-document.ts';
import type { Collection } from '../store.ts';

/** Names become part of SQL, so they are checked where they are declared: collections and index fields. */
const nameForm = /^[A-Za-z][A-Za-z0-9_]*$/;

export function checkNames(collections: readonly Collection[]): void {
  const names = collections.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error(`two collections have one name: ${names.join(', ')}`);
  for (const name of [...names, ...collections.flatMap(({ indexes }) => indexes.flat())]) {
    if (!nameForm.test(name)) throw new Error(`not a name for a collection or index field: ${name}`);
  }
}

export const tableOf = (collection: Collection): string => `"${collection.name}"`;

/** A field that becomes personal, or stops being so, gets another column and is thereby filled anew. */
export const columnOf = (collection: Collection, field: string): string =>
  `${isPersonal(collection, field) ? 'hash' : 'field'}_${field}`;

export const indexNameOf = (collection: Collection, fields: readonly string[]): string =>
  `"${collection.name}: ${fields.join(', ')}"`;
