import { expect, test } from '@jest/globals';
import { MongoClient, type Document } from 'mongodb';
import { createSealer } from '../../../src/store/sealer.ts';
import { collection, QueryError, type Collection, type Store, type WriteOp } from '../../../src/store/store.ts';
import { holdClock } from '../../held-clock.ts';
import { keys } from './keys.ts';
import { createOpener } from './opened.ts';
import { describeWithMongo } from './server.ts';

const { open } = createOpener();

interface Index extends Record<string, string | number | undefined> {
  owner?: string;
  phone?: string;
  at?: number;
}

const people = (definition: Pick<Collection<null, Index>, 'indexes' | 'personal'>) =>
  collection<null, Index>({ name: 'people', ...definition });

/** As an old process declares them, and a newer one. */
const before = people({ indexes: [['owner']] });
const after = people({ indexes: [['owner'], ['phone'], ['owner', 'at']], personal: ['phone'] });

const insert = (into: Collection<null, Index>, id: string, index: Index): WriteOp => ({
  op: 'insert',
  collection: into,
  id,
  index,
  body: null,
});
const indexOf = (at: number): Index => ({ owner: 'o', phone: `+316${at}`, at });
const ids = Array.from({ length: 700 }, (_, at) => at);

/** Two rounds of a found list say the same: resolves with the ids as soon as there are so many. */
async function findUntil(store: Store, where: Record<string, string>, count: number): Promise<string[]> {
  for (;;) {
    const found = await store.find(after, { where, limit: 9999 });
    if (found.length >= count) return found.map(({ id }) => id);
  }
}

async function inDatabase<Found>(
  uri: string,
  look: (db: ReturnType<MongoClient['db']>) => Promise<Found>,
): Promise<Found> {
  const client = new MongoClient(uri);
  try {
    return await look(client.db());
  } finally {
    await client.close();
  }
}

describeWithMongo('a newer process on the same MongoDB', (server) => {
  const written = async (): Promise<{ uri: string; old: Store }> => {
    const uri = server.newDatabase();
    const old = await open(uri, { collections: [before] });
    await old.write([
      ...ids.map((at) => insert(before, `p${at}`, indexOf(at))),
      insert(before, 'none', { owner: 'o' }),
    ]);
    return { uri, old };
  };

  test('finds by a field that is declared later what was stored before, each at its version', async () => {
    const { uri } = await written();
    const store = await open(uri, { collections: [after] });
    expect(await store.find(after, { where: { phone: '+31677' }, limit: 9 })).toMatchObject([
      { id: 'p77', version: 1 },
    ]);
    const late = await store.find(after, { where: { owner: 'o' }, range: { field: 'at', from: 695 }, limit: 9 });
    expect(late.map(({ id }) => id)).toEqual(['p695', 'p696', 'p697', 'p698', 'p699']);
    expect(await store.find(after, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(701);
  });

  test('leaves the old one at work, and after a while finds what that one writes', async () => {
    const { uri, old } = await written();
    const clock = holdClock();
    const seen = await old.get(before, 'p7');
    const newer = await open(uri, { collections: [after], clock });
    // What the old one read before, it still replaces; what the newer one writes, it finds and replaces.
    const index = { ...indexOf(7), phone: '+316late' };
    expect(
      await old.write([
        { op: 'replace', collection: before, id: 'p7', version: seen?.version ?? 0, index, body: null },
      ]),
    ).toEqual(['done']);
    expect(await newer.write([insert(after, 'new', { owner: 'n', phone: '+316new', at: 1 })])).toEqual(['done']);
    expect(await old.find(before, { where: { owner: 'n' }, limit: 9 })).toMatchObject([{ id: 'new', version: 1 }]);
    expect(await old.write([insert(before, 'by-old', { owner: 'o', phone: '+316late', at: 2 })])).toEqual(['done']);
    // A field that both know is found at once, a new one when the next round has come by.
    expect(await newer.find(after, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(702);
    expect(await newer.find(after, { where: { phone: '+316late' }, limit: 9 })).toEqual([]);
    clock.advance(5_000);
    expect(await findUntil(newer, { phone: '+316late' }, 2)).toEqual(['by-old', 'p7']);
    expect(await newer.get(after, 'p7')).toMatchObject({ version: 2 });
    expect(await newer.get(after, 'by-old')).toMatchObject({ version: 1 });
    // And the round comes again.
    await old.write([insert(before, 'by-old-2', { owner: 'o', phone: '+316later' })]);
    clock.advance(5_000);
    expect(await findUntil(newer, { phone: '+316later' }, 1)).toEqual(['by-old-2']);
  });

  test('takes no index away, and an old one that starts again finds everything', async () => {
    const { uri } = await written();
    const names = (): Promise<string[]> =>
      inDatabase(uri, async (db) => (await db.collection('people').indexes()).map(({ name }) => String(name)));
    const had = await names();
    const store = await open(uri, { collections: [people({ indexes: [['owner', 'at']] })] });
    await store.write([insert(after, 'new', { owner: 'o', at: -1 })]);
    expect(await names()).toEqual(expect.arrayContaining(had));
    expect(had).toContain('field_owner');
    const again = await open(uri, { collections: [before] });
    expect(await again.find(before, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(702);
  });

  test('hashes a field that became personal, and leaves none of it in plain', async () => {
    const { uri } = await written();
    const hashed = people({ indexes: [['owner']], personal: ['owner'] });
    const store = await open(uri, { collections: [hashed] });
    expect(await store.find(hashed, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(701);
    const stored = await inDatabase(uri, (db) => db.collection('people').find().toArray());
    const plain = stored.filter(({ i }: Document) => i && 'field_owner' in (i as object));
    expect(plain).toEqual([]);
  });

  test('several that start at once do the same work without harm', async () => {
    const { uri } = await written();
    const stores = await Promise.all([after, after, after, before].map((one) => open(uri, { collections: [one] })));
    for (const store of stores)
      expect(await store.find(after, { where: { owner: 'o' }, limit: 9999 })).toHaveLength(701);
    expect(await stores[0]?.find(after, { where: { phone: '+31677' }, limit: 9 })).toMatchObject([
      { id: 'p77', version: 1 },
    ]);
  });

  test('a process that knows fewer collections leaves the others as they are', async () => {
    const { uri, old } = await written();
    const command = await open(uri, { collections: [] });
    await expect(command.get(before, 'p7')).rejects.toThrow(QueryError);
    expect(await old.get(before, 'p7')).toBeDefined();
  });
});

describeWithMongo('opening a store in MongoDB', (server) => {
  test('takes a newer key in front, and refuses without the oldest key', async () => {
    const uri = server.newDatabase();
    const old = await open(uri, { collections: [before] });
    await old.write([insert(before, 'p7', { owner: 'o' })]);
    const newKey = { id: 'newer', key: Buffer.alloc(32, 8) };
    const rotated = await open(uri, { collections: [before], sealer: createSealer([newKey, ...keys]) });
    expect(await rotated.get(before, 'p7')).toBeDefined();
    const others = open(uri, { collections: [before], sealer: createSealer([newKey]) });
    await expect(others).rejects.toThrow('written with other data keys');
  });

  test('refuses what a later version laid out', async () => {
    const uri = server.newDatabase();
    await open(uri);
    await inDatabase(uri, (db) =>
      db.collection<{ _id: string }>('_meta').updateOne({ _id: 'format' }, { $inc: { value: 1 } }),
    );
    await expect(open(uri)).rejects.toThrow('a later version');
  });

  test('refuses names that are no names', async () => {
    const uri = server.newDatabase();
    const opening = (...collections: Collection[]) => open(uri, { collections });
    await expect(opening({ name: 'a.b', indexes: [] })).rejects.toThrow('not a name');
    await expect(opening({ name: 'a', indexes: [['$b']] })).rejects.toThrow('not a name');
    await expect(opening({ name: 'a', indexes: [] }, { name: 'a', indexes: [] })).rejects.toThrow('two collections');
  });

  test('says that nothing answers, and not the password', async () => {
    const uri = 'mongodb://someone:hunter2@127.0.0.1:1/db?serverSelectionTimeoutMS=200';
    const failure: unknown = await open(uri).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain('hunter2');
  });
});
