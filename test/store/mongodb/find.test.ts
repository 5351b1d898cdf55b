import { expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { insert, notes } from './notes.ts';
import { createOpener } from './opened.ts';
import { fillNotes, queries } from './queries.ts';
import { describeWithMongo } from './server.ts';

const { openThroughProxy } = createOpener();

describeWithMongo('finding in MongoDB', (server) => {
  test('every query names an index that was made, and filters on a prefix of its fields', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    const made = proxy.commands
      .filter((command) => command['createIndexes'] === 'notes')
      .flatMap(({ indexes }) => indexes as Document[]);
    await fillNotes(store);
    proxy.commands.length = 0;
    for (const query of queries) await store.find(notes, query);
    expect(proxy.commands).toHaveLength(queries.length);
    for (const command of proxy.commands) {
      const index = made.find(({ name }) => name === command['hint']);
      const fields = Object.keys((index?.['key'] ?? {}) as object);
      const asked = Object.keys(command['filter'] as object);
      expect(asked.length).toBeGreaterThan(0);
      expect([...asked].sort()).toEqual(fields.slice(0, asked.length).sort());
      const sorted = Object.keys(command['sort'] as object);
      expect(sorted.at(-1)).toBe('_id');
      expect(index?.['partialFilterExpression']).toEqual({ [fields[0] ?? '']: { $exists: true } });
    }
  });

  test('every command asks for a majority: a write in its journal, a read of what it has', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    await store.write([insert('a'), { op: 'remove', collection: notes, id: 'b' }]);
    await store.get(notes, 'a');
    await store.find(notes, { where: { owner: 'o' }, limit: 1 });
    const isRead = (command: Document): boolean => 'find' in command;
    for (const command of proxy.commands.filter((one) => !isRead(one))) {
      expect(command['writeConcern']).toMatchObject({ w: 'majority', j: true });
      expect(command['txnNumber']).toBeUndefined();
    }
    for (const command of proxy.commands.filter(isRead)) expect(command['readConcern']).toEqual({ level: 'majority' });
    expect(proxy.commands.filter(isRead)).toHaveLength(2);
  });
});
