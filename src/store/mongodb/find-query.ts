import type { Filter, FindOptions } from 'mongodb';
import { storedName } from '../names.ts';
import { planQuery } from '../query-plan.ts';
import { storedValue } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection, IndexValue, Query } from '../store.ts';
import { indexNameOf } from './indexes.ts';
import { readFields, type StoredDocument } from './stored-document.ts';

type Conditions = Record<string, Record<string, IndexValue | boolean>>;

/** Documents an answer: the server's own first answer would stop at 101, and the rest cost another round trip. */
const maxBatch = 10_000;

/** Names the index, so that MongoDB refuses rather than walks the collection. Throws `QueryError`. */
export function findQuery(
  sealer: Sealer,
  collection: Collection,
  query: Query,
): { filter: Filter<StoredDocument>; options: FindOptions } {
  const plan = planQuery(collection, query);
  const path = (field: string): string => `i.${storedName(collection, field)}`;
  const conditions: Conditions = {};
  const compare = (field: string, operator: string, value: IndexValue): void => {
    conditions[path(field)] = {
      ...conditions[path(field)],
      [operator]: storedValue(sealer, collection, field, value),
    };
  };
  for (const field of plan.equal) compare(field, '$eq', query.where?.[field] as IndexValue);
  const { range } = query;
  if (range) {
    const { field, from, after, below } = range;
    if (from !== undefined) compare(field, '$gte', from);
    if (after !== undefined) compare(field, '$gt', after);
    if (below !== undefined) compare(field, '$lt', below);
    conditions[path(field)] ??= { $exists: true }; // a bound matches no absent field
  }
  const direction = plan.descending ? -1 : 1;
  const sort = new Map<string, 1 | -1>(
    [...(plan.next === undefined ? [] : [path(plan.next)]), '_id'].map((name) => [name, direction]),
  );
  const hint = indexNameOf(collection, plan.index);
  return {
    filter: conditions,
    options: { sort, hint, limit: query.limit, batchSize: Math.min(query.limit, maxBatch), projection: readFields },
  };
}
