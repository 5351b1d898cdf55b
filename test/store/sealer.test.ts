import { expect, test } from '@jest/globals';
import { createSealer, SealError } from '../../src/store/sealer.ts';

const oldKey = { id: 'old', key: Buffer.alloc(32, 1) };
const newKey = { id: 'new', key: Buffer.alloc(32, 2) };
const sealer = createSealer([oldKey]);

test('opens what it sealed', () => {
  for (const text of ['', 'marker', 'ሰላም 👋', 'x'.repeat(100_000)]) {
    expect(sealer.open('notes', 'a', sealer.seal('notes', 'a', text))).toBe(text);
  }
});

test('the text is not in what it sealed, and the same text is never sealed the same', () => {
  const sealed = sealer.seal('notes', 'a', 'marker');
  expect(sealed.includes('marker')).toBe(false);
  expect(sealer.seal('notes', 'a', 'marker')).not.toEqual(sealed);
});

test('what is sealed opens at no other place', () => {
  const sealed = sealer.seal('notes', 'a', 'marker');
  expect(() => sealer.open('notes', 'b', sealed)).toThrow(SealError);
  expect(() => sealer.open('others', 'a', sealed)).toThrow(SealError);
});

test('a change of any byte is noticed', () => {
  const sealed = sealer.seal('notes', 'a', 'marker');
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => sealer.open('notes', 'a', changed)).toThrow(SealError);
    expect(() => sealer.open('notes', 'a', sealed.subarray(0, at))).toThrow(SealError);
  }
});

test('after a rotation old documents open, new ones are sealed with the new key, hashes stay', () => {
  const rotated = createSealer([newKey, oldKey]);
  expect(rotated.open('notes', 'a', sealer.seal('notes', 'a', 'marker'))).toBe('marker');
  expect(() => sealer.open('notes', 'a', rotated.seal('notes', 'a', 'marker'))).toThrow(
    'a key that is not in DATA_KEYS',
  );
  expect(rotated.hash('notes', 'phone', '1')).toBe(sealer.hash('notes', 'phone', '1'));
  expect(rotated.fingerprint).toBe(sealer.fingerprint);
  expect(createSealer([newKey]).fingerprint).not.toBe(sealer.fingerprint);
});

test('a hash tells collections, fields, values and keys apart', () => {
  const hashes = [
    sealer.hash('notes', 'phone', '1'),
    sealer.hash('notes', 'phone', 1),
    sealer.hash('notes', 'phone', '2'),
    sealer.hash('notes', 'email', '1'),
    sealer.hash('others', 'phone', '1'),
    createSealer([newKey]).hash('notes', 'phone', '1'),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(sealer.hash('notes', 'phone', '1')).toBe(hashes[0]);
});
