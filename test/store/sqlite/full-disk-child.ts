/** Fills the small disk that `directory` is on, makes room again, and prints what it saw as JSON. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { Store, WriteOutcome } from '../../../src/store/store.ts';
import { sealer } from './keys.ts';
import { insertNote, notes } from './notes.ts';

const [directory = ''] = process.argv.slice(2);
const ballast = join(directory, 'ballast');
const text = 'x'.repeat(10_000);

/** Each call inserts two rows; `calls[n]` is what call n was told. */
const calls: WriteOutcome[][] = [];
const writePair = async (store: Store): Promise<boolean> => {
  const number = calls.length;
  calls.push([]);
  const ops = [insertNote(`a${number}`, text), insertNote(`b${number}`, text)];
  const outcomes = await store.write(ops);
  calls[number] = outcomes;
  return outcomes.every((outcome) => outcome === 'done');
};

/** Calls that the store was wrong about: told `done` and not both there, or told `unknown` and one there. */
const wrong = async (store: Store): Promise<number> => {
  let count = 0;
  for (const [number, outcomes] of calls.entries()) {
    const there = [await store.get(notes, `a${number}`), await store.get(notes, `b${number}`)];
    const expected = outcomes.every((outcome) => outcome === 'done');
    if (there.some((document) => (document !== undefined) !== expected)) count++;
  }
  return count;
};

writeFileSync(ballast, Buffer.alloc(400_000));
let store = await openSqliteStore({ directory, sealer, collections: [notes] });
while (await writePair(store)) continue;
const refusedTogether = (await Promise.all(Array.from({ length: 8 }, () => writePair(store)))).filter((done) => !done);
const wrongWhenFull = await wrong(store);
rmSync(ballast);
const worksAgain = await writePair(store);
await store.close();
store = await openSqliteStore({ directory, sealer, collections: [notes] });
const wrongAfterReopen = await wrong(store);
await store.close();

const done = calls.filter((outcomes) => outcomes.every((outcome) => outcome === 'done')).length;
const kinds = [...new Set(calls.flat())].sort();
const report = { done, refusedTogether: refusedTogether.length, kinds, wrongWhenFull, worksAgain, wrongAfterReopen };
process.stdout.write(JSON.stringify(report) + '\n');
