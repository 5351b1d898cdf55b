/** Makes the note `counter` unless it is there, and adds one to its number, so many times. */
import { openMongoStore } from '../../../src/store/mongodb/open.ts';
import { update } from '../../../src/store/update.ts';
import { sealer } from './keys.ts';
import { insert, notes } from './notes.ts';

const [uri = '', times = ''] = process.argv.slice(2);
const store = await openMongoStore({ uri, sealer, collections: [notes] });
await store.write([insert('counter', '0')]);
for (let time = 0; time < Number(times); time++) {
  await update(store, notes, 'counter', ({ index, body }) => ({
    index,
    body: { text: String(Number(body.text) + 1) },
  }));
}
await store.close();
