import type { Store } from '../../src/store/store.ts';

export interface WatchedStore extends Store {
  /** Resolves when nobody asks it anything any more: what was begun has then gone as far as it goes by itself. */
  atRest(): Promise<void>;
}

/** So long (in turns of the event loop) nobody asks before it is at rest: what follows an answer comes in the next. */
const quietTurns = 20;

/** A store that tells when it is at rest, however long its answers take. */
export function watchStore(store: Store): WatchedStore {
  let unanswered = 0;
  const watch = async <T>(ask: () => Promise<T>): Promise<T> => {
    unanswered += 1;
    try {
      return await ask();
    } finally {
      unanswered -= 1;
    }
  };
  return {
    get: (collection, id) => watch(() => store.get(collection, id)),
    find: (collection, query) => watch(() => store.find(collection, query)),
    walk: (collection, page) => watch(() => store.walk(collection, page)),
    write: (ops) => watch(() => store.write(ops)),
    close: () => store.close(),
    async atRest() {
      for (let quiet = 0; quiet < quietTurns; quiet++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (unanswered > 0) quiet = 0;
      }
    },
  };
}
