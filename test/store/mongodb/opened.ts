import { afterEach } from '@jest/globals';
import { openMongoStore, type MongoOptions } from '../../../src/store/mongodb/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { startProxy, type Proxy } from '../../stand-ins/mongo-server/proxy.ts';
import { sealer } from './keys.ts';
import { notes, others } from './notes.ts';

interface Opener {
  /** A store of this database, closed after the test. */
  open(uri: string, options?: Partial<MongoOptions>): Promise<Store>;
  /** The same, with a proxy of its own before the server. `query` is added to the URI. */
  openThroughProxy(
    uri: string,
    options?: Partial<MongoOptions> & { query?: string },
  ): Promise<{ store: Store; proxy: Proxy }>;
}

/** Opens stores, and closes them after each test. */
export function createOpener(): Opener {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const open = async (uri: string, options: Partial<MongoOptions> = {}): Promise<Store> => {
    const store = await openMongoStore({ uri, sealer, collections: [notes, others], ...options });
    closing.push(() => store.close());
    return store;
  };
  return {
    open,
    async openThroughProxy(uri, { query = '', ...options } = {}) {
      const proxy = await startProxy(uri);
      closing.push(() => proxy.close());
      const store = await open(proxy.uri + query, options);
      return { store, proxy };
    },
  };
}
