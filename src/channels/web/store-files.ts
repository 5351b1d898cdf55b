import type { Ids } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Arrival } from '../channel.ts';
import type { UploadedFile } from './read-upload.ts';
import { uploadUrl, type UploadStore } from './upload-store.ts';

export interface TypedFile extends UploadedFile {
  contentType: string;
}

export interface StoredAttachment {
  contentType: string;
  contentUrl: string;
  name?: string;
}

interface FileContext {
  uploads: UploadStore;
  ids: Ids;
  log: Log;
}

/** Stores all files of a message, or, when one fails, none. Resolves with the attachments that refer to them. */
export async function storeFiles(
  { uploads, ids, log }: FileContext,
  { id: message, conversation, municipality, at }: Arrival,
  files: readonly TypedFile[],
): Promise<StoredAttachment[]> {
  const attachments: StoredAttachment[] = [];
  const fresh: string[] = [];
  try {
    for (const [index, { bytes, contentType, name }] of files.entries()) {
      const id = ids.of('upload', message, String(index));
      const described = { contentType, ...(name && { name }) };
      if (await uploads.put(id, bytes, { conversation, municipality, at, ...described })) fresh.push(id);
      attachments.push({ ...described, contentUrl: uploadUrl(id) });
    }
    return attachments;
  } catch (error) {
    const removals = await Promise.allSettled(fresh.map((id) => uploads.remove(id)));
    const left = removals.filter(({ status }) => status === 'rejected').length;
    if (left > 0) log.warn({ left }, 'files of a refused upload could not be taken back');
    throw error;
  }
}
