import { expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { StoreUnavailable, type WriteOp, type WriteOutcome } from '../../../src/store/store.ts';
import type { Fault } from '../../stand-ins/mongo-server/proxy.ts';
import { until } from '../../app/until.ts';
import { insert, notes, others, remove, replace } from './notes.ts';
import { createOpener } from './opened.ts';
import { describeWithMongo } from './server.ts';

const { open, openThroughProxy } = createOpener();

/** `update notes 3`: the command, its collection and how many ops it carries. */
const summary = (command: Document): string => {
  const [name = '', target] = Object.entries(command)[0] ?? [];
  const statements = (command['updates'] ?? command['deletes'] ?? []) as unknown[];
  return `${name} ${String(target)} ${statements.length}`;
};

describeWithMongo('writing to MongoDB', (server) => {
  test('inserts and replaces of one collection are one round trip, up to 500 and whatever is refused', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    proxy.commands.length = 0;
    const many = Array.from({ length: 250 }, (_, at) => [insert(`n${at}`), replace(`n${at}`, at % 3 ? 1 : 2)]).flat();
    const outcomes = await store.write([...many, replace('n1', 2, '', {}, others)]);
    expect(proxy.commands.map(summary)).toEqual(['update notes 500', 'update others 1']);
    expect(outcomes.slice(0, 500)).toEqual(
      Array.from({ length: 250 }, (_, at) => ['done', at % 3 ? 'done' : 'conflict']).flat(),
    );
    expect(outcomes[500]).toBe('conflict');
  });

  test('a remove with a version is a round trip of its own, all others together are one', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    await store.write([insert('a'), insert('b'), insert('c'), insert('d')]);
    proxy.commands.length = 0;
    const outcomes = await store.write([remove('a'), remove('gone'), remove('b', 7), remove('b', 1), remove('c')]);
    expect(outcomes).toEqual(['done', 'done', 'conflict', 'done', 'done']);
    const expected = ['delete notes 2', 'delete notes 1', 'delete notes 1', 'delete notes 1'];
    expect(proxy.commands.map(summary)).toEqual(expected);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(async (id) => (await store.get(notes, id))?.id))).toEqual([
      undefined,
      undefined,
      undefined,
      'd',
    ]);
  });

  test('a read is one round trip', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    await store.write(Array.from({ length: 250 }, (_, at) => insert(`n${at}`, 'x', { owner: 'o', at })));
    proxy.commands.length = 0;
    await store.get(notes, 'n7');
    expect(await store.find(notes, { where: { owner: 'o' }, limit: 1000 })).toHaveLength(250);
    expect(await store.find(notes, { where: { owner: 'o' }, limit: 100 })).toHaveLength(100);
    expect(proxy.commands).toHaveLength(3);
    // MongoDB would stop its first answer at 101 documents unless it is asked for more.
    for (const { batchSize, limit } of proxy.commands.slice(1))
      expect(Number(batchSize)).toBeGreaterThanOrEqual(limit as number);
  });

  test('more than one command can hold is several, and every document is there', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    proxy.commands.length = 0;
    const text = 'x'.repeat(5_000_000);
    const large = ['l1', 'l2', 'l3'].map((id) => insert(id, text));
    const small = Array.from({ length: 700 }, (_, at) => insert(`s${at}`));
    expect(new Set(await store.write([...large, ...small]))).toEqual(new Set(['done']));
    expect(proxy.commands.map(summary)).toEqual(['update notes 2', 'update notes 500', 'update notes 201']);
    expect((await store.get(notes, 'l3'))?.body.text).toBe(text);
  });

  test('a document that is too large for MongoDB is unknown and so is all after it; what was before is done', async () => {
    const store = await open(server.newDatabase());
    const ops = [insert('a'), insert('large', 'x'.repeat(17_000_000)), insert('c')];
    expect(await store.write(ops)).toEqual(['done', 'unknown', 'unknown']);
    expect(await store.get(notes, 'c')).toBeUndefined();
  });

  test('a duplicate and a conflict in the middle stop nothing', async () => {
    const store = await open(server.newDatabase());
    await store.write([insert('taken', 'first'), insert('moved')]);
    const ops = [
      insert('a'),
      insert('taken', 'second'),
      insert('b'),
      replace('moved', 2),
      replace('gone', 1),
      insert('c'),
    ];
    expect(await store.write(ops)).toEqual(['done', 'duplicate', 'done', 'conflict', 'conflict', 'done']);
    expect((await store.get(notes, 'taken'))?.body.text).toBe('first');
    expect(await store.get(notes, 'gone')).toBeUndefined();
    expect(await store.get(notes, 'c')).toBeDefined();
  });

  test.each<[Fault, boolean]>([
    ['cut before', false],
    ['cut within', false],
    ['cut after', true],
    ['cut answer', true],
  ])(
    'of a write that is torn (%s) only the answered part is claimed, and the rest is not sent',
    async (fault, isDone) => {
      const uri = server.newDatabase();
      const { store, proxy } = await openThroughProxy(uri);
      await store.write([insert('taken'), insert('old', '', {}, others)]);
      proxy.commands.length = 0;
      proxy.inject('pass', fault);
      const outcomes = await store.write([
        insert('a'),
        insert('taken'),
        insert('b', '', {}, others),
        replace('old', 1, 'new', {}, others),
        insert('c'),
      ]);
      expect(outcomes).toEqual(['done', 'duplicate', 'unknown', 'unknown', 'unknown']);
      expect(proxy.commands.map(summary)).toEqual(['update notes 2', 'update others 2']);
      const direct = await open(uri);
      expect(await direct.get(notes, 'a')).toBeDefined();
      expect((await direct.get(others, 'b')) !== undefined).toBe(isDone);
      expect((await direct.get(others, 'old'))?.version).toBe(isDone ? 2 : 1);
      expect(await direct.get(notes, 'c')).toBeUndefined();
      // The caller reads again and goes on, on the same store.
      const again = await store.write([insert('b', '', {}, others), insert('c')]);
      expect(again).toEqual([isDone ? 'duplicate' : 'done', 'done']);
    },
  );

  test('an answer that never comes makes the write unknown', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase(), { query: '&socketTimeoutMS=300' });
    proxy.inject('silence');
    expect(await store.write([insert('a'), insert('b', '', {}, others)])).toEqual(['unknown', 'unknown']);
    expect(await store.get(notes, 'a')).toBeDefined();
  });

  test('what is done after it was given up changes nothing that was decided since', async () => {
    const uri = server.newDatabase();
    const { store, proxy } = await openThroughProxy(uri, { query: '&socketTimeoutMS=300' });
    await store.write([insert('a')]);
    proxy.inject({ doneAfterMs: 600 });
    expect(await store.write([replace('a', 1, 'late'), insert('landed')])).toEqual(['unknown', 'unknown']);
    expect(await store.write([replace('a', 1, 'again')])).toEqual(['done']);
    await until(() => store.get(notes, 'landed'));
    expect(await store.get(notes, 'a')).toMatchObject({ version: 2, body: { text: 'again' } });
  });

  test('a server that was away is found again', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase(), { query: '&serverSelectionTimeoutMS=300' });
    const comeBack = await proxy.leave();
    expect(await store.write([insert('a')])).toEqual(['unknown']);
    await comeBack();
    await until(async () => (await store.write([insert('b')]))[0] !== 'unknown');
    expect(await store.get(notes, 'b')).toBeDefined();
    expect(await store.get(notes, 'a')).toBeUndefined();
  });

  /** What a server of another kind, or in trouble, says to the ops below, all of which this one did but the third. */
  const ops: WriteOp[] = [insert('a'), replace('old', 1), replace('old', 1), insert('b')];
  const withCode =
    (code: number) =>
    (answer: Document): Document => ({
      ...answer,
      writeErrors: [{ ...answer['writeErrors'][0], code }],
    });
  const unknown = ops.map(() => 'unknown' as const);
  test.each<[string, Fault, WriteOutcome[]]>([
    ['a refused insert of the guard as a changed id', withCode(66), ['done', 'done', 'conflict', 'done']],
    ['an error that names no outcome', withCode(50), ['done', 'done', 'unknown', 'unknown']],
    [
      'that no majority has it',
      (answer) => ({ ...answer, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } }),
      unknown,
    ],
    [
      'that it is no longer the primary',
      () => ({ ok: 0, code: 10107, errmsg: 'not primary', codeName: 'NotWritablePrimary' }),
      unknown,
    ],
    ['a count that does not fit', (answer) => ({ ...answer, n: Number(answer['n']) - 1 }), unknown],
    ['nothing of what was inserted', ({ upserted: _, ...answer }) => answer, unknown],
  ])('the server answers %s', async (_, fault, expected) => {
    const lines: string[] = [];
    const say = (fields: object, message: string): void => void lines.push(JSON.stringify([fields, message]));
    const log = { info: say, warn: say, error: say, debug: say };
    const { store, proxy } = await openThroughProxy(server.newDatabase(), { log });
    await store.write([insert('old', 'MARKER', { phone: '+31600000001' })]);
    proxy.inject(fault);
    expect(await store.write(ops)).toEqual(expected);
    expect(lines.join('\n')).not.toMatch(/old|MARKER|3160/);
  });

  test('a torn read is read again', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    await store.write([insert('a', 'still there')]);
    proxy.inject('cut before');
    expect((await store.get(notes, 'a'))?.body.text).toBe('still there');
  });

  test('without a server a read is refused and a write is unknown', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase(), { query: '&serverSelectionTimeoutMS=300' });
    await proxy.close();
    await expect(store.get(notes, 'a')).rejects.toThrow(StoreUnavailable);
    await expect(store.find(notes, { where: { owner: 'o' }, limit: 1 })).rejects.toThrow(StoreUnavailable);
    expect(await store.write([insert('b')])).toEqual(['unknown']);
  });
});
