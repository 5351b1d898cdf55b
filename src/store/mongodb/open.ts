import { systemClock, type Clock } from '../../core/clock.ts';
import { silentLog, type Log } from '../../core/log.ts';
import type { Sealer } from '../sealer.ts';
import type { Collection, Store } from '../store.ts';
import { createClient, databaseIn } from './connection.ts';
import { prepareCollections } from './prepare.ts';
import { keepRefilling } from './refill.ts';
import { createMongoStore } from './store.ts';

export interface MongoOptions {
  /** `mongodb://` or `mongodb+srv://`; holds a password, so it is never logged. */
  uri: string;
  sealer: Sealer;
  /** Every collection that will be asked for. */
  collections: readonly Collection[];
  log?: Log;
  clock?: Clock;
}

/** Opens, or makes, the store in this database. Any number of processes may have it open. */
export async function openMongoStore(options: MongoOptions): Promise<Store> {
  const { uri, sealer, collections, log = silentLog, clock = systemClock } = options;
  const client = createClient(uri);
  try {
    const prepared = await prepareCollections(client.db(databaseIn(uri)), sealer, collections);
    const endRefilling = keepRefilling({ sealer, clock, log }, prepared);
    const close = async (): Promise<void> => {
      await endRefilling();
      await client.close();
    };
    return createMongoStore({ prepared, sealer, log, close });
  } catch (error) {
    await client.close();
    throw error;
  }
}
