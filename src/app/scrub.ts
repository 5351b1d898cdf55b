import { reasonOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { SqliteStore } from '../store/registry.ts';
import type { Store } from '../store/store.ts';

const hasFiles = (store: Store): store is SqliteStore => 'checkpoint' in store;

/**
 * Empties the log beside the database file, so that no file holds what was removed. Where somebody keeps reading it is
 * left to the next time: nothing is wrong but that sealed pages stay for a while.
 */
export const scrubberOf =
  (store: Store, log: Log): (() => Promise<void>) =>
  async () => {
    if (!hasFiles(store)) return;
    await store.checkpoint().catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'the log of the database could not be emptied yet');
    });
  };
