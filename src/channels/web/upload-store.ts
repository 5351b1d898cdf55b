import type { ConversationId, MunicipalityId } from '../../core/ids.ts';

/** Where files that people send are kept. Someone else implements it; the channel only refers to an id. */
export interface UploadStore {
  /**
   * Durable when it resolves. The channel names the file by its message, so that a retry names the same one: `false`
   * when the id is taken, and what is there stays.
   */
  put(id: string, bytes: Uint8Array, meta: UploadMeta): Promise<boolean>;
  /** Takes back what was put for a message that is refused after all. An unknown id is no error. */
  remove(id: string): Promise<void>;
}

export interface UploadMeta {
  conversation: ConversationId;
  municipality: MunicipalityId;
  /** By the content of the file, never by what the sender called it. */
  contentType: string;
  name?: string;
  /** Our time in ms. */
  at: number;
}

/** How an attachment of an inbound activity names a stored file. */
export const uploadUrl = (id: string): string => `wegwijs:upload/${id}`;
