import { mkdirSync, rmdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.ts';
import { createThreadedWriter } from '../../../src/store/sqlite/threaded-writer.ts';
import { createDirectories } from './directory.ts';

const newDirectory = createDirectories();

test('when the thread dies its writes are unknown, and the next write starts another', async () => {
  const file = join(newDirectory(), 'db');
  mkdirSync(file);
  const writer = createThreadedWriter(file, silentLog);
  const create = { statements: [['CREATE TABLE t (id TEXT PRIMARY KEY)']] } as const;
  expect(await Promise.all([writer.run(create), writer.run(create)])).toEqual([undefined, undefined]);
  rmdirSync(file);
  expect(await writer.run(create)).toEqual([expect.any(Number)]);
  await writer.close();
});

test('what waits together is committed together: one broken call undoes its group, not the next', async () => {
  const file = join(newDirectory(), 'db');
  const failures: unknown[] = [];
  const log = { ...silentLog, error: (fields: Record<string, unknown>) => void failures.push(fields) };
  const writer = createThreadedWriter(file, log);
  await writer.run({ statements: [['CREATE TABLE t (id TEXT PRIMARY KEY)']] });
  const insert = (...ids: string[]) => ({ statements: ids.map((id) => ['INSERT INTO t VALUES (?)', id] as const) });
  const together = [writer.run(insert('a')), writer.run(insert('b', 'b')), writer.run(insert('c'))];
  expect(await Promise.all(together)).toEqual([undefined, undefined, undefined]);
  expect(failures).toHaveLength(3);
  expect(await writer.run(insert('d', 'e'))).toEqual([1, 1]);
  await writer.close();
  const db = new DatabaseSync(file);
  expect(
    db
      .prepare('SELECT id FROM t ORDER BY id')
      .all()
      .map(({ id }) => id),
  ).toEqual(['d', 'e']);
  db.close();
});
