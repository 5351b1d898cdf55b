import { expect, test } from '@jest/globals';
import { createDataKey, deriveKey, formatDataKeys, parseDataKeys } from '../../src/store/data-keys.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });

test('reads what it writes, in order', () => {
  const keys = [key('2026-b', 2), key('2026-a', 1)];
  expect(parseDataKeys(formatDataKeys(keys))).toEqual(keys);
  expect(parseDataKeys(formatDataKeys(keys).replace(',', ' , '))).toEqual(keys);
});

test.each([
  ['nothing', '', 'key 1'],
  ['no id', Buffer.alloc(32).toString('base64url'), 'key 1'],
  ['a short key', `a:${Buffer.alloc(16).toString('base64url')}`, 'key 1'],
  ['a comma too many', `${formatDataKeys([key('a', 1)])},`, 'key 2'],
  ['one id twice', formatDataKeys([key('a', 1), key('b', 2), key('a', 3)]), 'key 3'],
])('refuses %s and says which key', (_, text, place) => {
  expect(() => parseDataKeys(text)).toThrow(`DATA_KEYS: ${place}`);
});

test('an error never shows what stood there', () => {
  const secret = Buffer.alloc(32, 9).toString('base64url');
  expect(() => parseDataKeys(secret)).not.toThrow(secret);
  expect(() => parseDataKeys(secret)).toThrow(/of the form/);
});

test('a derived key depends on the oldest key and the purpose, not on newer keys', () => {
  const ids = deriveKey([key('a', 1)], 'ids');
  expect(ids).toHaveLength(32);
  expect(deriveKey([key('b', 2), key('a', 1)], 'ids')).toEqual(ids);
  expect(deriveKey([key('a', 1)], 'tokens')).not.toEqual(ids);
  expect(deriveKey([key('a', 2)], 'ids')).not.toEqual(ids);
  expect(() => deriveKey([], 'ids')).toThrow('there is no data key');
});

test('a new key is random and of the right form', () => {
  const made = createDataKey('k1');
  expect(made.key).not.toEqual(createDataKey('k1').key);
  expect(parseDataKeys(formatDataKeys([made]))).toEqual([made]);
});
