/** Writes until it is killed, and prints the id of a row as soon as the store said that it is done. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { sealer } from './keys.ts';
import { insertNote, notes } from './notes.ts';

const [directory = '', round] = process.argv.slice(2);
const store = await openSqliteStore({ directory, sealer, collections: [notes] });

const write = async (owner: string): Promise<void> => {
  for (let number = 0; ; number++) {
    const id = `${owner}-${number}`;
    const outcomes = await store.write([
      insertNote(id, `${id} first`, { owner }),
      insertNote(`${id}+`, `${id} second`),
    ]);
    if (outcomes.every((outcome) => outcome === 'done')) writeSync(1, `${id}\n`);
  }
};

await Promise.all(Array.from({ length: 16 }, (_, writer) => write(`${round}-w${writer}`)));
