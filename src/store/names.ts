import { isPersonal } from './sealed-document.ts';
import type { Collection } from './store.ts';

/** Names become part of what a database is asked, so they are checked where they are declared. */
const nameForm = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Throws on two collections of one name, and on a name of a collection or index field that is not a plain word. */
export function checkNames(collections: readonly Collection[]): void {
  const names = collections.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error(`two collections have one name: ${names.join(', ')}`);
  for (const name of [...names, ...collections.flatMap(({ indexes }) => indexes.flat())]) {
    if (!nameForm.test(name)) throw new Error(`not a name for a collection or index field: ${name}`);
  }
}

/** An index field's name in the database. One that becomes personal, or stops being so, gets another and is filled anew. */
export const storedName = (collection: Collection, field: string): string =>
  `${isPersonal(collection, field) ? 'hash' : 'field'}_${field}`;
