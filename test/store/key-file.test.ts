import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseDataKeys } from '../../src/store/data-keys.ts';
import { loadOrCreateKeyFile } from '../../src/store/key-file.ts';
import { createDirectories } from './sqlite/directory.ts';

const newDirectory = createDirectories();

test('makes a key once, for its owner only', () => {
  const directory = join(newDirectory(), 'data');
  const path = join(directory, 'keys');
  const keys = loadOrCreateKeyFile(path);
  expect(keys).toHaveLength(1);
  expect(loadOrCreateKeyFile(path)).toEqual(keys);
  expect(parseDataKeys(readFileSync(path, 'utf8').trim())).toEqual(keys);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['keys']);
});

test('takes back a file that others could read', () => {
  const path = join(newDirectory(), 'keys');
  loadOrCreateKeyFile(path);
  chmodSync(path, 0o644);
  loadOrCreateKeyFile(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('never overwrites a file that it cannot read as keys', () => {
  const path = join(newDirectory(), 'keys');
  writeFileSync(path, 'something else');
  expect(() => loadOrCreateKeyFile(path)).toThrow('does not hold data keys');
  expect(readFileSync(path, 'utf8')).toBe('something else');
});
