import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { databaseFile, openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { createDirectories } from './directory.ts';
import { sealer } from './keys.ts';
import { insertNote, notes } from './notes.ts';

const newDirectory = createDirectories();
const marker = 'ZEEHONDENCRECHE';
const phone = '+31600000001';

/** Every byte of every file in the directory. */
const bytesOf = (directory: string): Buffer =>
  Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name))));

/** What stands in the file for this document, as another program would see it. */
function storedIn(directory: string, id: string): { body: Uint8Array; hash: string } {
  const db = new DatabaseSync(databaseFile(directory), { readOnly: true });
  const row = db.prepare('SELECT body, hash_phone AS hash FROM notes WHERE id = ?').get(id);
  db.close();
  return row as unknown as { body: Uint8Array; hash: string };
}

test('neither the text of a body nor a personal field is in any file', async () => {
  const directory = newDirectory();
  const store = await openSqliteStore({ directory, sealer, collections: [notes] });
  await store.write([insertNote('a', marker, { owner: 'visible-owner', phone }), insertNote('b', marker.repeat(1000))]);
  const open = bytesOf(directory);
  await store.close();
  const closed = bytesOf(directory);
  for (const bytes of [open, closed]) {
    expect(bytes.includes('visible-owner')).toBe(true);
    expect(bytes.includes(marker)).toBe(false);
    expect(bytes.includes(phone)).toBe(false);
  }
});

test('of what was removed or replaced not even the sealed bytes stay after a checkpoint', async () => {
  const directory = newDirectory();
  const store = await openSqliteStore({ directory, sealer, collections: [notes] });
  const ids = ['small', 'large', 'replaced'];
  await store.write(Array.from({ length: 50 }, (_, number) => insertNote(`filler${number}`, 'x'.repeat(number * 40))));
  await store.write(
    ids.map((id) => insertNote(id, marker.repeat(id === 'large' ? 2000 : 1), { phone: `${phone}${id}` })),
  );
  await store.checkpoint();
  const traces = ids.flatMap((id) => {
    const { body, hash } = storedIn(directory, id);
    return [Buffer.from(body.slice(-24)), Buffer.from(body.slice(8, 32)), Buffer.from(hash)];
  });
  expect(traces.every((trace) => bytesOf(directory).includes(trace))).toBe(true);
  await store.write([
    { op: 'remove', collection: notes, id: 'small' },
    { op: 'remove', collection: notes, id: 'large' },
    { op: 'replace', collection: notes, id: 'replaced', version: 1, index: {}, body: { text: '' } },
  ]);
  await store.checkpoint();
  expect(traces.filter((trace) => bytesOf(directory).includes(trace))).toEqual([]);
  await store.close();
});

test('only the owner reads the files', async () => {
  const directory = join(newDirectory(), 'data');
  const store = await openSqliteStore({ directory, sealer, collections: [notes] });
  await store.write([insertNote('a', 'x')]);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory).length).toBeGreaterThan(1);
  for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  await store.close();
});
