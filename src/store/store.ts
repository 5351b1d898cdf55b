/** PORT: documents with a version, found by declared indexes. Two adapters pass `test/contracts/store.ts` unchanged. */

export type IndexValue = string | number;
/** Absent fields are never matched by a filter or a range; an order keeps them, before all others. */
export type IndexFields = Record<string, IndexValue | undefined>;

/** A kind of document. Declared by the stage that owns it, handed to the store by `app.ts`. */
export interface Collection<Body = unknown, Index extends IndexFields = IndexFields> {
  name: string;
  /** Each a list of fields; a query must use a prefix of one of them. */
  indexes: readonly (readonly string[])[];
  /** Index fields that hold personal data: kept as an HMAC, so only equality works on them. Asked and read in plain. */
  personal?: readonly string[];
  /** Types only; never set. */
  readonly types?: { body: Body; index: Index };
}

/** A document as it stands in the store. `version` starts at 1 and grows by 1 with every replace. */
export interface Document<Body = unknown, Index extends IndexFields = IndexFields> {
  id: string;
  version: number;
  index: Index;
  body: Body;
}

/** Has a `where` or a `range`: an order alone would walk everything. */
export interface Query {
  /** Equality on the first fields of an index. */
  where?: Record<string, IndexValue>;
  /** A range on the next field of that index: from ≤ value < below, or after < value. */
  range?: { field: string; from?: IndexValue; after?: IndexValue; below?: IndexValue };
  /**
   * The field after those in `where`; ties are by id, in the same direction. Default: the field of `range`, ascending;
   * without a range, by id.
   */
  order?: { field: string; direction: 'ascending' | 'descending' };
  limit: number;
}

/** With `fence`, the ops after it are not applied when it is refused. */
export type WriteOp = { fence?: true } & (
  | { op: 'insert'; collection: Collection; id: string; index: IndexFields; body: unknown }
  | { op: 'replace'; collection: Collection; id: string; version: number; index: IndexFields; body: unknown }
  | { op: 'remove'; collection: Collection; id: string; version?: number }
);

/**
 * `done` (also a remove without a version that found nothing); `duplicate`: an insert found the id taken; `conflict`: the
 * version was not the one named, or the document is gone; `skipped`: not applied, since a fence before it was refused;
 * `unknown`: no answer (a torn connection, a full disk): read again before deciding.
 */
export type WriteOutcome = 'done' | 'duplicate' | 'conflict' | 'skipped' | 'unknown';

export interface Store {
  get<Body, Index extends IndexFields>(
    collection: Collection<Body, Index>,
    id: string,
  ): Promise<Document<Body, Index> | undefined>;

  /** Throws `QueryError` on a filter or order that is no prefix of a declared index: no query ever walks everything. */
  find<Body, Index extends IndexFields>(
    collection: Collection<Body, Index>,
    query: Query,
  ): Promise<Document<Body, Index>[]>;

  /**
   * Every document of a collection, `limit` at a time, in order of id; `after` is the last id of the page before. For
   * moving, exporting and erasing: what serves people asks an index.
   */
  walk<Body, Index extends IndexFields>(
    collection: Collection<Body, Index>,
    page: { after?: string; limit: number },
  ): Promise<Document<Body, Index>[]>;

  /**
   * Durable when it resolves. Ops are applied in the order given, each for itself: a refused one does not stop the next
   * unless it is a fence, an unknown one does (all after it are unknown too). Never throws for what happened to an op.
   */
  write(ops: readonly WriteOp[]): Promise<WriteOutcome[]>;

  close(): Promise<void>;
}

/** A query that no declared index serves. A mistake in the code, never in the data. */
export class QueryError extends Error {
  override name = 'QueryError';
}

/** The store did not say whether a write was applied, or could not be read. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** What is in the store was sealed with keys that are not among those given. */
export class OtherKeys extends Error {
  override name = 'OtherKeys';
}

/** Declares a collection with the types of its body and index. */
export const collection = <Body, Index extends IndexFields>(
  definition: Omit<Collection<Body, Index>, 'types'>,
): Collection<Body, Index> => definition;
