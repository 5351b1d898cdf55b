import { hkdfSync, randomBytes } from 'node:crypto';

/** A 256-bit key with the name that stands in front of what it sealed. */
export interface DataKey {
  id: string;
  key: Buffer;
}

const keyBytes = 32;
const form = /^(?<id>[A-Za-z0-9_-]{1,32}):(?<key>[A-Za-z0-9_-]{43})$/;

/**
 * Reads `DATA_KEYS`: comma separated `id:key`, each key 32 bytes in base64url. The first one seals, all open; a rotation
 * puts a new one in front. Throws an `Error` that names the place of a wrong key, never what stands there.
 */
export function parseDataKeys(text: string): DataKey[] {
  const keys = text.split(',').map((part, at) => {
    const groups = form.exec(part.trim())?.groups;
    if (!groups?.['id'] || !groups['key']) {
      throw new Error(`DATA_KEYS: key ${at + 1} is not of the form id:key with a key of 32 bytes in base64url`);
    }
    return { id: groups['id'], key: Buffer.from(groups['key'], 'base64url') };
  });
  const twice = keys.findIndex(({ id }, at) => keys.findIndex((other) => other.id === id) < at);
  if (twice >= 0) throw new Error(`DATA_KEYS: key ${twice + 1} has the id of an earlier key`);
  return keys;
}

/** The form that `parseDataKeys` reads. */
export const formatDataKeys = (keys: readonly DataKey[]): string =>
  keys.map(({ id, key }) => `${id}:${key.toString('base64url')}`).join(',');

export const createDataKey = (id: string): DataKey => ({ id, key: randomBytes(keyBytes) });

/**
 * A 32-byte key for one purpose (`index`, `ids`, `tokens` …) from the last, oldest key: what it makes must not change
 * when a new key is put in front.
 */
export function deriveKey(keys: readonly DataKey[], purpose: string): Buffer {
  const oldest = keys.at(-1);
  if (!oldest) throw new Error('there is no data key');
  return deriveFrom(oldest, purpose);
}

/** A 32-byte key for one purpose from this key. */
export const deriveFrom = ({ key }: DataKey, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `wegwijs ${purpose}`, keyBytes));
