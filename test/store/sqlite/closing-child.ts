/** Writes, closes the store, says so, and has nothing else that keeps it alive. */
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { sealer } from './keys.ts';
import { insertNote, notes } from './notes.ts';

const [directory = '', closes] = process.argv.slice(2);
const store = await openSqliteStore({ directory, sealer, collections: [notes] });
const writing = store.write([insertNote('a', 'x')]);
if (closes === 'closes') await store.close();
process.stdout.write(`${(await writing).join()}\n`);
