import { expect, test } from '@jest/globals';
import { createSealer } from '../../../src/store/sealer.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { collection, QueryError, type Collection } from '../../../src/store/store.ts';
import { createDirectories } from './directory.ts';
import { keys, sealer } from './keys.ts';

const newDirectory = createDirectories();

type Index = { owner?: string; phone?: string; at?: number };

const people = (definition: Pick<Collection<null, Index>, 'indexes' | 'personal'>) =>
  collection<null, Index>({ name: 'people', ...definition });

const before = people({ indexes: [['owner']] });

/** A directory that 1201 people were written to when only the owner was indexed. */
async function written(): Promise<string> {
  const directory = newDirectory();
  const store = await openSqliteStore({ directory, sealer, collections: [before] });
  const ids = Array.from({ length: 1200 }, (_, number) => number);
  await store.write([
    ...ids.map((at) => ({
      op: 'insert' as const,
      collection: before,
      id: `p${at}`,
      index: { owner: 'o', phone: `+316${at}`, at },
      body: null,
    })),
    { op: 'insert', collection: before, id: 'none', index: { owner: 'o' }, body: null },
  ]);
  await store.close();
  return directory;
}

test('an index that is declared later finds what was stored before', async () => {
  const directory = await written();
  const after = people({ indexes: [['phone'], ['owner', 'at']], personal: ['phone'] });
  const store = await openSqliteStore({ directory, sealer, collections: [after] });
  expect(await store.find(after, { where: { phone: '+31677' }, limit: 9 })).toMatchObject([{ id: 'p77', version: 1 }]);
  const late = await store.find(after, { where: { owner: 'o' }, range: { field: 'at', from: 1195 }, limit: 9 });
  expect(late.map(({ id }) => id)).toEqual(['p1195', 'p1196', 'p1197', 'p1198', 'p1199']);
  await store.close();
});

test('an index that is no longer declared is gone, and can come back', async () => {
  const directory = await written();
  const without = people({ indexes: [['at']] });
  const store = await openSqliteStore({ directory, sealer, collections: [without] });
  await expect(store.find(without, { where: { owner: 'o' }, limit: 1 })).rejects.toThrow(QueryError);
  await store.close();
  const again = await openSqliteStore({ directory, sealer, collections: [before] });
  expect(await again.find(before, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(1201);
  await again.close();
});

test('a field that becomes personal is hashed, in what was stored before too', async () => {
  const directory = await written();
  const hashed = people({ indexes: [['owner']], personal: ['owner'] });
  const store = await openSqliteStore({ directory, sealer, collections: [hashed] });
  expect(await store.find(hashed, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(1201);
  await store.close();
});

test('a collection that a command does not know stays as it is', async () => {
  const directory = await written();
  await (await openSqliteStore({ directory, sealer, collections: [] })).close();
  const store = await openSqliteStore({ directory, sealer, collections: [before] });
  expect(await store.get(before, 'p7')).toBeDefined();
  await store.close();
});

test('the store opens with a newer key in front, and refuses to open without its oldest key', async () => {
  const directory = await written();
  const newKey = { id: 'newer', key: Buffer.alloc(32, 8) };
  const rotated = createSealer([newKey, ...keys]);
  const store = await openSqliteStore({ directory, sealer: rotated, collections: [before] });
  expect(await store.get(before, 'p7')).toBeDefined();
  await store.close();
  const others = openSqliteStore({ directory, sealer: createSealer([newKey]), collections: [before] });
  await expect(others).rejects.toThrow('written with other data keys');
});

test('names that are no names are refused', async () => {
  const open = (...collections: Collection[]) => openSqliteStore({ directory: newDirectory(), sealer, collections });
  await expect(open({ name: 'a"b', indexes: [] })).rejects.toThrow('not a name');
  await expect(open({ name: 'a', indexes: [['b c']] })).rejects.toThrow('not a name');
  await expect(open({ name: 'a', indexes: [] }, { name: 'a', indexes: [] })).rejects.toThrow('two collections');
});
