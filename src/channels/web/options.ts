import type { Clock } from '../../core/clock.ts';
import type { HttpRequest } from '../../core/http.ts';
import type { Ids, MunicipalityId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Mailbox } from '../channel.ts';
import type { PagePush } from './push-routes.ts';
import type { UploadStore } from './upload-store.ts';

export interface WebChannelOptions {
  mailbox: Mailbox;
  /** At least 32 bytes; tokens signed with it hold on every process that has it. */
  tokenKey: Uint8Array;
  /** `DIRECTLINE_SECRET`. Without one only the chat page gets tokens. */
  secret?: string;
  /** Where people reach us, for `streamUrl`. Without one: the address that the caller used. */
  publicUrl?: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Served when the caller names none. */
  municipality: MunicipalityId;
  isMunicipality(id: string): boolean;
  uploads: UploadStore;
  /** Origins besides our own whose pages may take a page token. */
  allowedOrigins?: readonly string[];
  /** Who calls, for rate limits. Default: the address of the socket; behind a proxy, pass what the proxy says. */
  clientAddress?(request: HttpRequest): string;
  limits?: Partial<WebLimits>;
  /** Absent: the page is told of news only while it is open. */
  push?: PagePush;
}

/** What one caller may ask of the door. */
export interface WebLimits {
  pageTokensPerMinutePerAddress: number;
  messagesPerMinutePerConversation: number;
  uploadsPerMinutePerConversation: number;
  uploadsAtOnce: number;
  maxUploadBytes: number;
  maxUploadFiles: number;
  maxStreamsPerConversation: number;
}

export const defaultLimits: WebLimits = {
  // A class behind one address opens the page in the same minute.
  pageTokensPerMinutePerAddress: 60,
  messagesPerMinutePerConversation: 300,
  uploadsPerMinutePerConversation: 20,
  uploadsAtOnce: 16,
  maxUploadBytes: 5 * 1024 * 1024,
  maxUploadFiles: 4,
  maxStreamsPerConversation: 8,
};
