import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { startChild } from './child.ts';
import { createDirectories } from './directory.ts';

const newDirectory = createDirectories();

test.each(['closes', 'forgets to close'])('a process that %s its store ends by itself', async (closes) => {
  const child = startChild('closing-child.ts', [newDirectory(), closes]);
  const ended = once(child.process, 'exit');
  expect(await child.lines(1)).toEqual(['done']);
  expect(await ended).toEqual([0, null]);
});
