import { StoreUnavailable, type Collection, type Document, type IndexFields, type Store } from './store.ts';

/** What becomes of a document: its new index and body, or nothing (`undefined`) to leave it as it is. */
export type Change<Body, Index> = (
  document: Document<Body, Index & IndexFields>,
) => { index: Index; body: Body } | undefined;

/**
 * The optimistic loop: reads, changes, replaces if nobody else did, else starts over. Resolves with the document as it
 * then stands (unchanged when `change` gave nothing), `undefined` when there is none.
 */
export async function update<Body, Index extends IndexFields>(
  store: Store,
  collection: Collection<Body, Index>,
  id: string,
  change: Change<Body, Index>,
): Promise<Document<Body, Index> | undefined> {
  for (;;) {
    const document = await store.get(collection, id);
    if (!document) return undefined;
    const next = change(document);
    if (!next) return document;
    const [outcome] = await store.write([{ op: 'replace', collection, id, version: document.version, ...next }]);
    if (outcome === 'done') return { id, version: document.version + 1, ...next };
    if (outcome === 'unknown') throw new StoreUnavailable(`no answer to a replace in ${collection.name}`);
  }
}
