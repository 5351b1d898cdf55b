import { expect, test } from '@jest/globals';
import { collections } from '../../src/app/assemble.ts';
import { migrateStore } from '../../src/app/migrate-store.ts';
import { activities } from '../../src/conversations/documents.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { Store, WriteOp } from '../../src/store/store.ts';

const openStore = (): Promise<Store> => openMemoryStore({ sealer: createSealer([createDataKey('test')]), collections });
const row = (id: string): WriteOp => ({
  op: 'insert',
  collection: activities,
  id,
  index: { conversation: `c_${id}`, seq: 1, platform: `web:${id}` },
  body: { text: `hallo ${id}` },
});

test('every document arrives under other keys, counted and compared; repeated it changes nothing', async () => {
  const [from, to] = [await openStore(), await openStore()];
  const ids = Array.from({ length: 450 }, (_, at) => `m${at}`);
  await from.write(ids.map(row));
  await to.write([row('m7')]);
  const report = await migrateStore(from, to, collections);
  expect(report.activities?.documents).toBe(450);
  expect(await to.get(activities, 'm449')).toMatchObject({ version: 1, body: { text: 'hallo m449' } });
  expect(await to.find(activities, { where: { platform: 'web:m3' }, limit: 2 })).toHaveLength(1);
  expect(await migrateStore(from, to, collections)).toEqual(report);
});

test('what differs at the end is named, and the source is as it was', async () => {
  const [from, to] = [await openStore(), await openStore()];
  await from.write([row('a')]);
  await to.write([row('stranger')]);
  await expect(migrateStore(from, to, collections)).rejects.toThrow('activities');
  expect(await from.walk(activities, { limit: 9 })).toHaveLength(1);
});
