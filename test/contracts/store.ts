import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  collection,
  QueryError,
  StoreUnavailable,
  type Collection,
  type Query,
  type Store,
  type WriteOp,
} from '../../src/store/store.ts';
import { update } from '../../src/store/update.ts';

interface Note {
  text?: string;
  count?: number;
}

type NoteIndex = { owner?: string; at?: number; due?: number; phone?: string; kind?: string; loose?: string };

/** What the contract stores; `loose` is in no index. */
const notes = collection<Note, NoteIndex>({
  name: 'notes',
  indexes: [['owner', 'at'], ['owner', 'kind', 'at'], ['due'], ['phone'], ['phone', 'at']],
  personal: ['phone'],
});

/** Has the name of an SQL keyword, and ids that `notes` has too. */
const others = collection<Note, { owner?: string }>({ name: 'order', indexes: [['owner']] });

export interface OpenedStore {
  store: Store;
  /** Closes it and opens what it left behind. Absent when a closed store leaves nothing. */
  reopen?: () => Promise<Store>;
}

/** What any adapter of the store port must do. `open` gives an empty store for these collections. */
export function storeContract(name: string, open: (collections: readonly Collection[]) => Promise<OpenedStore>): void {
  const opened: Store[] = [];
  const openNotes = async (): Promise<OpenedStore> => {
    const result = await open([notes, others]);
    opened.push(result.store);
    return result;
  };
  const insert = (id: string, index: NoteIndex = {}, body: Note = {}): WriteOp => ({
    op: 'insert',
    collection: notes,
    id,
    index,
    body,
  });
  const replace = (id: string, version: number, body: Note = {}, index: NoteIndex = {}): WriteOp => ({
    op: 'replace',
    collection: notes,
    id,
    version,
    index,
    body,
  });
  const remove = (id: string, version?: number): WriteOp => ({
    op: 'remove',
    collection: notes,
    id,
    ...(version !== undefined && { version }),
  });
  const idsOf = async (store: Store, query: Query): Promise<string[]> =>
    (await store.find(notes, query)).map(({ id }) => id);

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });

  describe(`store contract: ${name}`, () => {
    test('gives back what was inserted, as version 1', async () => {
      const { store } = await openNotes();
      const index = { owner: 'o1', at: 5, due: 1.5, loose: 'kept' };
      expect(await store.write([insert('a', index, { text: 'hello' })])).toEqual(['done']);
      expect(await store.get(notes, 'a')).toEqual({ id: 'a', version: 1, index, body: { text: 'hello' } });
      expect(await store.get(notes, 'b')).toBeUndefined();
    });

    test('does not mix collections', async () => {
      const { store } = await openNotes();
      const op: WriteOp = {
        op: 'insert',
        collection: others,
        id: 'a',
        index: { owner: 'o1' },
        body: { text: 'other' },
      };
      expect(await store.write([insert('a', { owner: 'o1' }, { text: 'note' }), op])).toEqual(['done', 'done']);
      expect((await store.get(notes, 'a'))?.body).toEqual({ text: 'note' });
      expect(await store.find(others, { where: { owner: 'o1' }, limit: 9 })).toMatchObject([
        { body: { text: 'other' } },
      ]);
    });

    test('refuses a taken id and leaves what stands there', async () => {
      const { store } = await openNotes();
      await store.write([insert('a', {}, { text: 'first' })]);
      expect(await store.write([insert('a', {}, { text: 'second' })])).toEqual(['duplicate']);
      expect(await store.get(notes, 'a')).toMatchObject({ version: 1, body: { text: 'first' } });
    });

    test('replaces only the version named, and counts up', async () => {
      const { store } = await openNotes();
      await store.write([insert('a', { due: 1 }, { text: 'first' })]);
      expect(await store.write([replace('a', 2), replace('gone', 1)])).toEqual(['conflict', 'conflict']);
      expect(await store.write([replace('a', 1, { text: 'second' }, { owner: 'o2' })])).toEqual(['done']);
      expect(await store.write([replace('a', 1, { text: 'late' })])).toEqual(['conflict']);
      expect(await store.get(notes, 'a')).toEqual({
        id: 'a',
        version: 2,
        index: { owner: 'o2' },
        body: { text: 'second' },
      });
      expect(await idsOf(store, { range: { field: 'due' }, limit: 9 })).toEqual([]);
    });

    test('removes, with and without a version', async () => {
      const { store } = await openNotes();
      await store.write([insert('a'), insert('b')]);
      expect(await store.write([remove('a', 7), remove('a', 1), remove('a', 1)])).toEqual([
        'conflict',
        'done',
        'conflict',
      ]);
      expect(await store.write([remove('b'), remove('b')])).toEqual(['done', 'done']);
      expect(await store.get(notes, 'a')).toBeUndefined();
      expect(await store.write([insert('a')])).toEqual(['done']);
      expect((await store.get(notes, 'a'))?.version).toBe(1);
    });

    test('answers each op for itself, in order', async () => {
      const { store } = await openNotes();
      const outcomes = await store.write([
        insert('a', {}, { count: 1 }),
        insert('a'),
        replace('a', 1, { count: 2 }),
        replace('a', 1, { count: 3 }),
        insert('b'),
        remove('b', 2),
        replace('a', 2, { count: 4 }),
      ]);
      expect(outcomes).toEqual(['done', 'duplicate', 'done', 'conflict', 'done', 'conflict', 'done']);
      expect(await store.get(notes, 'a')).toMatchObject({ version: 3, body: { count: 4 } });
      expect(await store.write([])).toEqual([]);
    });

    test('what follows a fence is applied only when the fence is', async () => {
      const { store } = await openNotes();
      await store.write([insert('a')]);
      const fence = (op: WriteOp): WriteOp => ({ ...op, fence: true });
      const other: WriteOp = { op: 'insert', collection: others, id: 'a', index: {}, body: {} };
      expect(await store.write([insert('b'), fence(replace('a', 7)), replace('b', 1), other, insert('c')])).toEqual([
        'done',
        'conflict',
        'skipped',
        'skipped',
        'skipped',
      ]);
      expect(await store.write([fence(insert('a')), remove('b')])).toEqual(['duplicate', 'skipped']);
      expect(await store.write([fence(remove('b', 7)), insert('d')])).toEqual(['conflict', 'skipped']);
      expect(await store.get(notes, 'b')).toMatchObject({ version: 1 });
      expect(await store.get(notes, 'c')).toBeUndefined();
      expect(await store.get(others, 'a')).toBeUndefined();
      expect(await store.write([fence(replace('a', 1)), fence(insert('c')), other, remove('a', 1)])).toEqual([
        'done',
        'done',
        'done',
        'conflict',
      ]);
    });

    test('of 8 who replace one version at once, one wins, a hundred times over', async () => {
      const { store } = await openNotes();
      await store.write([insert('a', {}, { count: 0 })]);
      for (let round = 1; round <= 100; round++) {
        const writes = Array.from({ length: 8 }, (_, count) => store.write([replace('a', round, { count })]));
        const outcomes = (await Promise.all(writes)).flat();
        const winner = outcomes.indexOf('done');
        expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(7);
        expect(await store.get(notes, 'a')).toMatchObject({ version: round + 1, body: { count: winner } });
      }
    });

    test('of 8 who insert one id at once, one wins', async () => {
      const { store } = await openNotes();
      const writes = Array.from({ length: 8 }, (_, count) => store.write([insert('a', {}, { count })]));
      const outcomes = (await Promise.all(writes)).flat();
      expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(7);
      expect((await store.get(notes, 'a'))?.body.count).toBe(outcomes.indexOf('done'));
    });

    test('update loses nothing when many count at once', async () => {
      const { store } = await openNotes();
      await store.write([insert('a', { phone: '+31600000001' }, { count: 0 })]);
      const add = () =>
        update(store, notes, 'a', ({ index, body }) => ({ index, body: { count: (body.count ?? 0) + 1 } }));
      await Promise.all(Array.from({ length: 16 }, add));
      expect(await store.get(notes, 'a')).toMatchObject({ version: 17, body: { count: 16 } });
      expect(await idsOf(store, { where: { phone: '+31600000001' }, limit: 9 })).toEqual(['a']);
    });

    test('finds by a prefix, a range, an order and a limit; ties are by id', async () => {
      const { store } = await openNotes();
      await store.write([
        insert('c', { owner: 'o1', at: 2 }),
        insert('a', { owner: 'o1', at: 2 }),
        insert('b', { owner: 'o1', at: 1 }),
        insert('d', { owner: 'o1', at: 3, kind: 'k' }),
        insert('e', { owner: 'o2', at: 2 }),
      ]);
      const where = { owner: 'o1' };
      expect(await idsOf(store, { where, limit: 9 })).toEqual(['a', 'b', 'c', 'd']);
      expect(await idsOf(store, { where, limit: 2 })).toEqual(['a', 'b']);
      expect(await idsOf(store, { where, limit: 0 })).toEqual([]);
      expect(await idsOf(store, { where: { at: 2, owner: 'o1' }, limit: 9 })).toEqual(['a', 'c']);
      expect(await idsOf(store, { where, range: { field: 'at', from: 2 }, limit: 9 })).toEqual(['a', 'c', 'd']);
      expect(await idsOf(store, { where, range: { field: 'at', after: 2 }, limit: 9 })).toEqual(['d']);
      expect(await idsOf(store, { where, range: { field: 'at', from: 1, below: 2 }, limit: 9 })).toEqual(['b']);
      const ascending = { field: 'at', direction: 'ascending' } as const;
      const descending = { field: 'at', direction: 'descending' } as const;
      expect(await idsOf(store, { where, order: ascending, limit: 9 })).toEqual(['b', 'a', 'c', 'd']);
      expect(await idsOf(store, { where, order: descending, limit: 9 })).toEqual(['d', 'c', 'a', 'b']);
      const latest: Query = { where, range: { field: 'at', below: 3 }, order: descending, limit: 1 };
      expect(await idsOf(store, latest)).toEqual(['c']);
      expect(await idsOf(store, { where: { owner: 'o1', kind: 'k' }, order: ascending, limit: 9 })).toEqual(['d']);
    });

    test('absent fields are never matched by a filter or a range, but an order keeps them, first', async () => {
      const { store } = await openNotes();
      await store.write([
        insert('a', { owner: 'o1' }),
        insert('b', { owner: 'o1', at: -5, due: 0 }),
        insert('c', { at: 1 }),
      ]);
      expect(await idsOf(store, { range: { field: 'due' }, limit: 9 })).toEqual(['b']);
      expect(await idsOf(store, { range: { field: 'due', below: 9 }, limit: 9 })).toEqual(['b']);
      expect(await idsOf(store, { where: { owner: 'o1' }, range: { field: 'at', below: 9 }, limit: 9 })).toEqual(['b']);
      const order = { field: 'at', direction: 'ascending' } as const;
      expect(await idsOf(store, { where: { owner: 'o1' }, order, limit: 9 })).toEqual(['a', 'b']);
    });

    test.each<[string, Query]>([
      ['a field that starts no index', { where: { kind: 'k' }, limit: 1 }],
      ['a gap in the index', { where: { owner: 'o', phone: 'p' }, limit: 1 }],
      ['a field in no index', { where: { loose: 'x' }, limit: 1 }],
      [
        'an order that does not follow',
        { where: { owner: 'o' }, order: { field: 'due', direction: 'ascending' }, limit: 1 },
      ],
      ['a range that does not follow', { where: { owner: 'o' }, range: { field: 'due', from: 1 }, limit: 1 }],
      [
        'a range and an order on two fields',
        {
          where: { owner: 'o' },
          range: { field: 'at', from: 1 },
          order: { field: 'kind', direction: 'ascending' },
          limit: 1,
        },
      ],
      ['a range on a personal field', { range: { field: 'phone', from: '+31' }, limit: 1 }],
      ['no filter', { limit: 1 }],
      ['an order alone', { order: { field: 'due', direction: 'ascending' }, limit: 1 }],
      ['no limit', { where: { owner: 'o' } } as unknown as Query],
      ['an absent value', { where: { owner: undefined } } as unknown as Query],
    ])('a query with %s is a QueryError', async (_, query) => {
      const { store } = await openNotes();
      await expect(store.find(notes, query)).rejects.toThrow(QueryError);
    });

    test('a personal field is found by its value and given back as it was', async () => {
      const { store } = await openNotes();
      await store.write([
        insert('a', { phone: '+31600000001', at: 2 }),
        insert('b', { phone: '+31600000002', at: 1 }),
        insert('c', { phone: '+31600000001', at: 1 }),
      ]);
      const where = { phone: '+31600000001' };
      expect(await idsOf(store, { where, limit: 9 })).toEqual(['a', 'c']);
      expect(await idsOf(store, { where, range: { field: 'at', from: 0 }, limit: 9 })).toEqual(['c', 'a']);
      expect((await store.get(notes, 'a'))?.index.phone).toBe('+31600000001');
    });

    test('a body is any JSON: every script, lone surrogates, zero characters, 1 MB', async () => {
      const { store } = await openNotes();
      const texts = [
        '',
        'سلام · ሰላም · Привіт · 👩‍👩‍👧 · e\u0301',
        'lone \ud800 surrogate',
        'zero \0 character',
        'x'.repeat(1 << 20),
      ];
      const outcomes = await store.write(texts.map((text, at) => insert(`t${at}`, {}, { text })));
      expect(outcomes).toEqual(texts.map(() => 'done'));
      for (const [at, text] of texts.entries())
        expect((await store.get(notes, `t${at}`))?.body.text === text).toBe(true);
    });

    test('texts in an index compare by their characters, capitals and accents apart', async () => {
      const { store } = await openNotes();
      await store.write(['Z', 'a', 'é', 'ሰ'].map((owner, at) => insert(`o${at}`, { owner, at: 1 })));
      expect(await idsOf(store, { where: { owner: 'é' }, limit: 9 })).toEqual(['o2']);
      expect(await idsOf(store, { where: { owner: 'A' }, limit: 9 })).toEqual([]);
      expect(await idsOf(store, { range: { field: 'owner', from: 'a' }, limit: 9 })).toEqual(['o1', 'o2', 'o3']);
    });

    test('finds what a plain filter over all documents would find', async () => {
      const small = fc.integer({ min: 0, max: 3 });
      const index = fc.record({ owner: fc.constantFrom('x', 'y'), at: small, due: small }, { requiredKeys: [] });
      const bound = fc.record({ from: small, after: small, below: small }, { requiredKeys: [] });
      const direction = fc.constantFrom('ascending', 'descending');
      const { store } = await openNotes();
      let round = 0;
      const property = fc.asyncProperty(
        fc.array(index, { minLength: 1, maxLength: 12 }),
        bound,
        direction,
        fc.integer({ min: 1, max: 5 }),
        async (indexes, bounds, way, limit) => {
          const own = indexes.map((fields) => ({ ...fields, owner: fields.owner && `${fields.owner}${round}` }));
          const owner = `x${round++}`;
          await store.write(own.map((fields, at) => insert(`${round}-${String(at).padStart(2, '0')}`, fields)));
          const matches = own
            .map((fields, at) => ({ ...fields, id: `${round}-${String(at).padStart(2, '0')}` }))
            .filter((fields) => fields.owner === owner && fields.at !== undefined)
            .filter(({ at = 0 }) => at >= (bounds.from ?? at) && at < (bounds.below ?? at + 1))
            .filter(({ at = 0 }) => at > (bounds.after ?? at - 1))
            .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1));
          const expected = (way === 'ascending' ? matches : matches.reverse()).slice(0, limit).map(({ id }) => id);
          const order = { field: 'at', direction: way };
          expect(await idsOf(store, { where: { owner }, range: { field: 'at', ...bounds }, order, limit })).toEqual(
            expected,
          );
        },
      );
      await fc.assert(property, { numRuns: 60, seed: 7 });
    });

    test('walk gives every document once, in order of id, also those without index fields', async () => {
      const { store } = await openNotes();
      const ids = ['b', 'a', 'ä', 'c 1', 'B', '10', '9'];
      await store.write(ids.map((id, at) => insert(id, at % 2 ? { owner: id } : {})));
      const walked: string[] = [];
      for (let after = ''; ;) {
        const page = await store.walk(notes, { after, limit: 3 });
        walked.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (!last) break;
        expect(page.length).toBeLessThanOrEqual(3);
        after = last.id;
      }
      const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(walked).toEqual([...ids].sort(inBytes));
      expect(await store.walk(notes, { limit: 0 })).toEqual([]);
    });

    test('64 writers at once, each waiting for its own row: every row is there', async () => {
      const { store, reopen } = await openNotes();
      const writer = async (owner: string): Promise<void> => {
        for (let at = 0; at < 20; at++) {
          expect(await store.write([insert(`${owner}-${at}`, { owner, at })])).toEqual(['done']);
          expect(await store.get(notes, `${owner}-${at}`)).toBeDefined();
        }
      };
      const owners = Array.from({ length: 64 }, (_, number) => `w${number}`);
      await Promise.all(owners.map(writer));
      const after = reopen ? await reopen() : store;
      if (reopen) opened.push(after);
      for (const owner of owners) expect(await idsOf(after, { where: { owner }, limit: 99 })).toHaveLength(20);
    });

    test('close finishes what was given before it; after it nothing is taken', async () => {
      const { store, reopen } = await openNotes();
      const writing = store.write([insert('a')]);
      const closing = store.close();
      expect(await writing).toEqual(['done']);
      await closing;
      await store.close();
      await expect(store.get(notes, 'a')).rejects.toThrow(StoreUnavailable);
      await expect(store.write([insert('b')])).rejects.toThrow(StoreUnavailable);
      if (!reopen) return;
      const after = await reopen();
      opened.push(after);
      expect(await after.get(notes, 'a')).toBeDefined();
      expect(await after.get(notes, 'b')).toBeUndefined();
    });

    test('a collection that it was not opened with is a QueryError', async () => {
      const { store } = await openNotes();
      const stranger = collection<Note, NoteIndex>({ name: 'stranger', indexes: [] });
      await expect(store.get(stranger, 'a')).rejects.toThrow(QueryError);
    });
  });
}
