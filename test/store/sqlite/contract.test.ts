import { openMemoryStore, openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { storeContract } from '../../contracts/store.ts';
import { createDirectories } from './directory.ts';
import { sealer } from './keys.ts';

const newDirectory = createDirectories();

storeContract('sqlite', async (collections) => {
  const directory = newDirectory();
  const store = await openSqliteStore({ directory, sealer, collections });
  return {
    store,
    reopen: async () => {
      await store.close();
      return openSqliteStore({ directory, sealer, collections });
    },
  };
});

storeContract('memory', async (collections) => ({ store: await openMemoryStore({ sealer, collections }) }));
