import { storedName } from '../names.ts';
import type { Collection } from '../store.ts';

export const tableOf = (collection: Collection): string => `"${collection.name}"`;

export const columnOf = storedName;

export const indexNameOf = (collection: Collection, fields: readonly string[]): string =>
  `"${collection.name}: ${fields.join(', ')}"`;
