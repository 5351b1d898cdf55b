import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomFillSync } from 'node:crypto';
import { deriveFrom, deriveKey, type DataKey } from './data-keys.ts';
import type { IndexValue } from './store.ts';

/** Keeps what is stored unreadable without the data keys. */
export interface Sealer {
  /** Seals the text of one document; what comes out opens only for the same collection and id. */
  seal(collection: string, id: string, text: string): Buffer;
  /** Throws `SealError` when the bytes are not what `seal` made for this collection and id, or the key is not there. */
  open(collection: string, id: string, sealed: Uint8Array): string;
  /** A keyed hash: the same value of the same field gives the same hash, and the hash does not give the value. */
  hash(collection: string, field: string, value: IndexValue): string;
  /** The same as long as hashes are the same, so that a store can tell that it is opened with other keys. */
  readonly fingerprint: string;
}

/** Sealed bytes that do not open: damaged, moved to another document, or sealed with a key that is gone. */
export class SealError extends Error {
  override name = 'SealError';
}

// version (1) | length of the key id (1) | key id | nonce (12) | tag (16) | ciphertext
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** AES-256-GCM for bodies, HMAC-SHA256 for index fields. The first key seals, the last is the root of the hashes. */
export function createSealer(keys: readonly DataKey[]): Sealer {
  const [first] = keys;
  if (!first) throw new Error('there is no data key');
  // Key objects: a cipher made from the bytes of a key was measured four times slower.
  const sealingKeys = new Map(keys.map((key) => [key.id, createSecretKey(deriveFrom(key, 'seal'))]));
  const sealingKey = createSecretKey(deriveFrom(first, 'seal'));
  const head = Buffer.from([version, Buffer.byteLength(first.id), ...Buffer.from(first.id)]);
  const hashKey = createSecretKey(deriveKey(keys, 'index'));
  const nextNonce = createNonces();

  return {
    fingerprint: deriveKey(keys, 'fingerprint').toString('base64url'),
    seal(collection, id, text) {
      const nonce = nextNonce();
      const cipher = createCipheriv(algorithm, sealingKey, nonce).setAAD(placeOf(collection, id));
      const content = cipher.update(text, 'utf8');
      cipher.final();
      return joined([head, nonce, cipher.getAuthTag(), content]);
    },
    open(collection, id, sealed) {
      const { keyId, nonce, tag, content } = partsOf(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength));
      const key = sealingKeys.get(keyId);
      if (!key) throw new SealError(`a document in ${collection} was sealed with a key that is not in DATA_KEYS`);
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
        decipher.setAAD(placeOf(collection, id)).setAuthTag(tag);
        return decipher.update(content, undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new SealError(`a document in ${collection} is not what was sealed there`, { cause });
      }
    },
    hash: (collection, field, value) =>
      createHmac('sha256', hashKey)
        .update(JSON.stringify([collection, field, value]))
        .digest('base64url'),
  };
}

/** Nonces of the system's random source, many at a time: asking for one costs as much as the encryption does. */
function createNonces(): () => Buffer {
  const drawn = Buffer.allocUnsafeSlow(nonceBytes * 256);
  let at = drawn.length;
  return () => {
    if (at === drawn.length) {
      randomFillSync(drawn);
      at = 0;
    }
    return drawn.subarray(at, (at += nonceBytes));
  };
}

const placeOf = (collection: string, id: string): Buffer => Buffer.from(JSON.stringify([collection, id]));

/** In memory of its own: a piece of Node's buffer pool would be copied to another thread with the whole pool. */
function joined(parts: readonly Buffer[]): Buffer {
  const whole = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) at += part.copy(whole, at);
  return whole;
}

function partsOf(sealed: Buffer): { keyId: string; nonce: Buffer; tag: Buffer; content: Buffer } {
  const keyEnd = 2 + (sealed[1] ?? 0);
  const nonceEnd = keyEnd + nonceBytes;
  const tagEnd = nonceEnd + tagBytes;
  if (sealed[0] !== version || sealed.length < tagEnd) throw new SealError('these bytes are not a sealed document');
  return {
    keyId: sealed.toString('utf8', 2, keyEnd),
    nonce: sealed.subarray(keyEnd, nonceEnd),
    tag: sealed.subarray(nonceEnd, tagEnd),
    content: sealed.subarray(tagEnd),
  };
}
