import { expect, test } from '@jest/globals';
import { insert, notes, replace } from './notes.ts';
import { createOpener } from './opened.ts';
import { describeWithMongo } from './server.ts';
import { startCounting } from './counting.ts';

const { open } = createOpener();
const clients = 8;
const rounds = 200;

describeWithMongo('many at once on one MongoDB', (server) => {
  test(`of ${clients} clients that replace one version in the same instant one wins, ${rounds} times over`, async () => {
    const uri = server.newDatabase();
    const stores = await Promise.all(Array.from({ length: clients }, () => open(uri)));
    await stores[0]?.write([insert('a')]);
    for (let round = 1; round <= rounds; round++) {
      const outcomes = (
        await Promise.all(stores.map((store, at) => store.write([replace('a', round, `by ${at}`)])))
      ).flat();
      expect([...outcomes].sort()).toEqual([...Array<string>(clients - 1).fill('conflict'), 'done']);
      const expected = { version: round + 1, body: { text: `by ${outcomes.indexOf('done')}` } };
      expect(await stores[round % clients]?.get(notes, 'a')).toMatchObject(expected);
    }
  });

  test('of clients that insert the same many ids at once each id has one winner', async () => {
    const uri = server.newDatabase();
    const stores = await Promise.all(Array.from({ length: clients }, () => open(uri)));
    const ids = Array.from({ length: 50 }, (_, at) => `n${at}`);
    const answers = await Promise.all(stores.map((store, at) => store.write(ids.map((id) => insert(id, `by ${at}`)))));
    for (const [at, id] of ids.entries()) {
      const outcomes = answers.map((answer) => answer[at]);
      expect([...outcomes].sort()).toEqual(['done', ...Array<string>(clients - 1).fill('duplicate')]);
      expect((await stores[0]?.get(notes, id))?.body.text).toBe(`by ${outcomes.indexOf('done')}`);
    }
  });

  test('processes that open an empty database together and count in one document lose nothing', async () => {
    const uri = server.newDatabase();
    await Promise.all(Array.from({ length: 4 }, () => startCounting(uri, 50)));
    const store = await open(uri);
    expect(await store.get(notes, 'counter')).toMatchObject({ version: 201, body: { text: '200' } });
  });
});
