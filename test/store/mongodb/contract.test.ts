import { openMongoStore } from '../../../src/store/mongodb/open.ts';
import { storeContract } from '../../contracts/store.ts';
import { sealer } from './keys.ts';
import { describeWithMongo } from './server.ts';

describeWithMongo('mongodb', (server) => {
  storeContract('mongodb', async (collections) => {
    const uri = server.newDatabase();
    const store = await openMongoStore({ uri, sealer, collections });
    return {
      store,
      reopen: async () => {
        await store.close();
        return openMongoStore({ uri, sealer, collections });
      },
    };
  });
});
