import { hostname } from 'node:os';
import { expect, test } from '@jest/globals';
import { acquireLock, DirectoryLocked } from '../../../src/store/sqlite/lock.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { startChild } from './child.ts';
import { createDirectories } from './directory.ts';
import { sealer } from './keys.ts';
import { insertNote, notes } from './notes.ts';

const newDirectory = createDirectories();

function failureOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a directory is served by one: the second is told who has it, until the first is killed', async () => {
  const directory = newDirectory();
  const child = startChild('lock-child.ts', [directory]);
  await child.lines(1);
  const failure = failureOf(() => acquireLock(directory));
  expect(failure).toBeInstanceOf(DirectoryLocked);
  const holder = { pid: child.process.pid, host: hostname(), since: '2026-01-02T03:04:05.000Z' };
  expect(failure).toMatchObject({ holder });
  expect(String(failure)).toContain(`process ${holder.pid} on ${holder.host} since ${holder.since}`);
  await child.kill();
  acquireLock(directory).release();
});

test('it also holds inside one process, and ends with release', () => {
  const directory = newDirectory();
  const lock = acquireLock(directory);
  expect(() => acquireLock(directory)).toThrow(DirectoryLocked);
  expect(() => acquireLock(directory)).toThrow(DirectoryLocked);
  acquireLock(newDirectory()).release();
  lock.release();
  lock.release();
  acquireLock(directory).release();
});

test('a command writes beside the server that has the lock, and the server reads it', async () => {
  const directory = newDirectory();
  const lock = acquireLock(directory);
  const server = await openSqliteStore({ directory, sealer, collections: [notes] });
  const command = await openSqliteStore({ directory, sealer, collections: [notes] });
  const ids = Array.from({ length: 100 }, (_, number) => String(number));
  const writes = ids.flatMap((id) => [
    server.write([insertNote(`s${id}`, 'by the server')]),
    command.write([insertNote(`c${id}`, 'by the command')]),
  ]);
  expect(new Set((await Promise.all(writes)).flat())).toEqual(new Set(['done']));
  for (const id of ids) expect((await server.get(notes, `c${id}`))?.body.text).toBe('by the command');
  await command.close();
  expect(await server.write([insertNote('after', 'still writes')])).toEqual(['done']);
  await server.close();
  lock.release();
});
