import type { StoredDocument } from './stored-document.ts';

/**
 * The id of a document in every collection that holds nothing: a replace that matches no document would insert it anew,
 * and is refused. Our ids are texts, the guard's is a number.
 */
export const guardId = 0 as unknown as string;

/** Never found: it has no index fields. */
export const guard = { _id: guardId, v: 0 } as StoredDocument;
