import { StoreUnavailable, type Collection, type Document, type IndexFields, type Store } from '../store/store.ts';

export type Row<Body, Index> = { index: Index; body: Body };

/** Inserts what is not there yet: a repeat finds its own row and is content. */
export async function insertOnce<Body, Index extends IndexFields>(
  store: Store,
  collection: Collection<Body, Index>,
  id: string,
  row: Row<Body, Index>,
): Promise<'done' | 'duplicate'> {
  const [outcome] = await store.write([{ op: 'insert', collection, id, ...row }]);
  if (outcome === 'done' || outcome === 'duplicate') return outcome;
  throw new StoreUnavailable(`no answer to an insert in ${collection.name}`);
}

/**
 * As `update`, for a document that may not be there yet. `change` gives what it becomes, or nothing to leave it. Resolves
 * with the body as it then stands.
 */
export async function put<Body, Index extends IndexFields>(
  store: Store,
  collection: Collection<Body, Index>,
  id: string,
  change: (body: Body | undefined) => Row<Body, Index> | undefined,
): Promise<Body | undefined> {
  for (;;) {
    const document: Document<Body, Index> | undefined = await store.get(collection, id);
    const next = change(document?.body);
    if (!next) return document?.body;
    const [outcome] = await store.write([
      document
        ? { op: 'replace', collection, id, version: document.version, ...next }
        : { op: 'insert', collection, id, ...next },
    ]);
    if (outcome === 'done') return next.body;
    if (outcome === 'unknown') throw new StoreUnavailable(`no answer to a write in ${collection.name}`);
  }
}
