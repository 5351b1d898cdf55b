import { indexFieldsOf, isPersonal } from './sealed-document.ts';
import { QueryError, type Collection, type Query } from './store.ts';

/** How a query is served: by which declared index, on which of its fields. */
export interface QueryPlan {
  index: readonly string[];
  /** The first fields of the index, asked for equality. */
  equal: readonly string[];
  /** The field after those, that a range or order is on. Ties, and everything when there is none, are by id. */
  next?: string;
  descending: boolean;
}

/** The shortest index that serves the query. Throws `QueryError` when there is none, or when nothing is filtered on. */
export function planQuery(collection: Collection, query: Query): QueryPlan {
  const equal = Object.keys(query.where ?? {});
  const next = query.order?.field ?? query.range?.field;
  refuse(collection, query, equal, next);
  const index = collection.indexes
    .filter((fields) => serves(fields, equal, next))
    .reduce<readonly string[] | undefined>(
      (best, fields) => (best && best.length <= fields.length ? best : fields),
      undefined,
    );
  if (!index) {
    const asked = `where ${equal.join(', ') || 'nothing'}${next ? ` then ${next}` : ''}`;
    throw new QueryError(`${collection.name}: no index serves ${asked}`);
  }
  return {
    index,
    equal: index.slice(0, equal.length),
    ...(next !== undefined && { next }),
    descending: query.order?.direction === 'descending',
  };
}

const serves = (fields: readonly string[], equal: readonly string[], next: string | undefined): boolean =>
  fields.slice(0, equal.length).every((field) => equal.includes(field)) &&
  fields.length >= equal.length &&
  (next === undefined || fields[equal.length] === next);

function refuse(collection: Collection, query: Query, equal: readonly string[], next: string | undefined): void {
  const { name } = collection;
  if (!Number.isSafeInteger(query.limit) || query.limit < 0) throw new QueryError(`${name}: a query needs a limit`);
  if (!equal.length && !query.range) throw new QueryError(`${name}: a query without where or range walks everything`);
  if (query.order && query.range && query.order.field !== query.range.field) {
    throw new QueryError(`${name}: range and order are on different fields`);
  }
  const known = indexFieldsOf(collection);
  for (const field of [...equal, ...(next === undefined ? [] : [next])]) {
    if (!known.includes(field)) throw new QueryError(`${name}: ${field} is in no index`);
  }
  if (next !== undefined && isPersonal(collection, next)) {
    throw new QueryError(`${name}: ${next} is personal: it has no order`);
  }
}
