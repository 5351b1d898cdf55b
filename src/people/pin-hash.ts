import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's N: 16 MiB and some 40 ms for each guess. */
const defaultCost = 16_384;
const hashBytes = 32;

export interface PinHash {
  salt: string;
  hash: string;
}

export async function hashPin(pin: string, cost = defaultCost): Promise<PinHash> {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64url'), hash: (await derive(pin, salt, cost)).toString('base64url') };
}

/** Takes the same time for a wrong PIN and for a person without one. */
export async function isPin(pin: string, kept: PinHash | undefined, cost = defaultCost): Promise<boolean> {
  const derived = await derive(pin, Buffer.from(kept?.salt ?? 'nobody has this salt', 'base64url'), cost);
  const expected = kept ? Buffer.from(kept.hash, 'base64url') : Buffer.alloc(hashBytes);
  return timingSafeEqual(derived, expected) && kept !== undefined;
}

const derive = (pin: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(pin, salt, hashBytes, { N: cost, r: 8, p: 1 }, (error, hash) => (error ? reject(error) : resolve(hash))),
  );
