import type { Channel } from '../../../src/channels/channel.ts';
import type { WebChannelOptions } from '../../../src/channels/web/options.ts';
import type { UploadMeta, UploadStore } from '../../../src/channels/web/upload-store.ts';
import { createWebChannel } from '../../../src/channels/web/web-channel.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createServer } from '../../../src/server.ts';
import { createMemoryMailbox, type MemoryMailbox } from './memory-mailbox.ts';
import { createCountedIds, createStillClock, type StillClock } from './still-world.ts';

export const secret = 'a-secret-for-the-tests-only';

export interface House {
  url: string;
  api: string;
  clock: StillClock;
  mailbox: MemoryMailbox;
  uploads: MemoryUploads;
  channel: Channel;
  /** One call; `body` is sent as JSON unless it is a string or a form. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A conversation that has begun. */
  begin(): Promise<Begun>;
  close(): Promise<void>;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // The shape is what each test says it is.
  body: Record<string, unknown> & { error?: { code: string } };
}

export interface Begun {
  conversationId: string;
  token: string;
  streamUrl: string;
  expires_in: number;
}

export interface MemoryUploads extends UploadStore {
  files: Map<string, { bytes: Uint8Array; meta: UploadMeta }>;
  /** The put after this many fails. */
  failAfter: number;
}

function createMemoryUploads(): MemoryUploads {
  const files: MemoryUploads['files'] = new Map();
  const uploads: MemoryUploads = {
    files,
    failAfter: Infinity,
    async put(id, bytes, meta) {
      if (uploads.failAfter-- <= 0) throw new Error('the disk is full');
      if (files.has(id)) return false;
      files.set(id, { bytes, meta });
      return true;
    },
    remove: async (id) => void files.delete(id),
  };
  return uploads;
}

/** The web channel on a real server, with the rest of the world held still. */
export async function openHouse(options: Partial<WebChannelOptions> = {}): Promise<House> {
  const clock = createStillClock();
  const mailbox = createMemoryMailbox(clock.now);
  const uploads = createMemoryUploads();
  const channel = createWebChannel({
    mailbox,
    tokenKey: new Uint8Array(32).fill(1),
    secret,
    clock,
    ids: createCountedIds(),
    log: silentLog,
    municipality: 'demostad',
    isMunicipality: (id) => ['demostad', 'anderdorp'].includes(id),
    uploads,
    ...options,
  });
  const server = createServer({ routes: channel.routes, upgrades: channel.upgrades, log: silentLog });
  const port = await server.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const call: House['call'] = async (method, path, { token, body, headers } = {}) => {
    const isPlain = body === undefined || typeof body === 'string' || body instanceof FormData;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(!(body instanceof FormData) && body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isPlain ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  return {
    url,
    api: `${url}/v3/directline`,
    clock,
    mailbox,
    uploads,
    channel,
    call,
    async close() {
      await channel.close?.();
      await server.close();
    },
    async begin() {
      const page = await call('POST', '/api/chat/token', { body: { language: 'nl' } });
      const opened = await call('POST', '/v3/directline/conversations', { token: String(page.body.token), body: {} });
      return opened.body as unknown as Begun;
    },
  };
}
