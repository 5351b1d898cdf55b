import { createHash } from 'node:crypto';
import { StoreUnavailable, type Collection, type Document, type Store } from '../store/store.ts';

/** What stands in one collection: how many documents, and one hash over all of them in order of id. */
export interface Contents {
  documents: number;
  hash: string;
}

export type Report = Record<string, Contents>;

const page = 200;

/**
 * Copies every document of every collection, sealed anew, and compares counts and hashes afterwards. Versions start at 1
 * again. Documents that are there already are left: a run that was cut off is repeated. Throws when the two differ at the
 * end, naming the collections; the source is never changed.
 */
export async function migrateStore(
  from: Store,
  to: Store,
  collections: readonly Collection[],
  onProgress: (collection: string, documents: number) => void = () => {},
): Promise<Report> {
  const report: Report = {};
  const differing: string[] = [];
  for (const collection of collections) {
    for await (const documents of pagesOf(from, collection)) {
      const outcomes = await to.write(
        documents.map(({ id, index, body }) => ({ op: 'insert', collection, id, index, body })),
      );
      if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while copying; run it again');
      onProgress(collection.name, documents.length);
    }
    const [was, is] = [await contentsOf(from, collection), await contentsOf(to, collection)];
    report[collection.name] = is;
    if (was.documents !== is.documents || was.hash !== is.hash) differing.push(collection.name);
  }
  if (differing.length > 0) {
    throw new Error(
      `These collections differ after the move: ${differing.join(', ')}. Was the source written meanwhile?`,
    );
  }
  return report;
}

async function* pagesOf(store: Store, collection: Collection): AsyncGenerator<Document[]> {
  for (let after = ''; ;) {
    const documents = await store.walk(collection, { after, limit: page });
    const last = documents.at(-1);
    if (!last) return;
    yield documents;
    after = last.id;
  }
}

async function contentsOf(store: Store, collection: Collection): Promise<Contents> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const documents of pagesOf(store, collection)) {
    for (const { id, index, body } of documents) hash.update(JSON.stringify([id, sorted(index), body]));
    count += documents.length;
  }
  return { documents: count, hash: hash.digest('hex') };
}

const sorted = (index: object): [string, unknown][] =>
  Object.entries(index)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
