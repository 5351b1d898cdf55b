import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { createCommit } from '../../../src/store/sqlite/commit.ts';
import { startChild } from './child.ts';
import { createDirectories } from './directory.ts';

const newDirectory = createDirectories();

test('when there is no more room the whole group is undone, and a later one that fits is applied', () => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE t (id TEXT PRIMARY KEY, body TEXT)');
  db.exec('PRAGMA max_page_count = 20');
  const commit = createCommit(db);
  const insert = (id: string, length: number) => ({
    statements: [['INSERT INTO t VALUES (?, ?)', id, 'x'.repeat(length)] as const],
  });
  expect(commit([insert('a', 10), insert('b', 100_000), insert('c', 10)])).toEqual({ failure: expect.any(String) });
  expect(db.prepare('SELECT id FROM t').all()).toEqual([]);
  expect(commit([insert('d', 10), insert('e', 10)])).toEqual({ changes: [[1], [1]] });
  expect(db.prepare('SELECT id FROM t').all()).toHaveLength(2);
});

const onSmallDisk = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"'];
const [unshare = '', ...shell] = onSmallDisk;
const canMount = spawnSync(unshare, [...shell, '/mnt', 'true']).status === 0;
const testOnSmallDisk = canMount ? test : test.skip;

testOnSmallDisk(`a full disk${canMount ? '' : ' (skipped: this machine lets nobody mount a small disk)'}`, async () => {
  const directory = newDirectory();
  const child = startChild('full-disk-child.ts', [directory], [...onSmallDisk, directory]);
  const [line = ''] = await child.lines(1);
  const report = JSON.parse(line) as { done: number; refusedTogether: number };
  expect(report).toMatchObject({ kinds: ['done', 'unknown'], wrongWhenFull: 0, worksAgain: true, wrongAfterReopen: 0 });
  expect(report.done).toBeGreaterThan(3);
  expect(report.refusedTogether).toBeGreaterThan(0);
});
