import type { UploadMeta, UploadStore } from '../channels/registry.ts';
import { collection, StoreUnavailable, type Store } from '../store/store.ts';

/** A file that somebody sent, sealed like every document. */
export interface UploadedFile extends UploadMeta {
  /** base64. */
  bytes: string;
}

export const uploads = collection<UploadedFile, { conversation: string; at: number }>({
  name: 'uploads',
  indexes: [['conversation', 'at'], ['at']],
});

/** Keeps files in the store itself, so that they are sealed, erased and moved with everything else. */
export const createUploads = (store: Store): UploadStore => ({
  async put(id, bytes, meta) {
    const body: UploadedFile = { ...meta, bytes: Buffer.from(bytes).toString('base64') };
    const index = { conversation: meta.conversation, at: meta.at };
    const [outcome] = await store.write([{ op: 'insert', collection: uploads, id, index, body }]);
    if (outcome === 'unknown') throw new StoreUnavailable('no answer while keeping a file');
    return outcome === 'done';
  },
  async remove(id) {
    await store.write([{ op: 'remove', collection: uploads, id }]);
  },
});
