import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../core/errors.ts';
import type { HttpRequest } from '../core/http.ts';

/** A key that a municipality's system calls with. A municipality may have two, while one takes the place of the other. */
export interface CaseDataKey {
  municipality: string;
  key: string;
}

/** The municipality whose key a request carries. */
export type MunicipalityOf = (request: HttpRequest) => string | undefined;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares with every key, in the same time whichever it is. */
export function createKeyReader(keys: readonly CaseDataKey[]): MunicipalityOf {
  const known = keys.map(({ municipality, key }) => ({ municipality, hash: hashOf(key) }));
  return (request) => {
    const given = hashOf(/^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    let found: string | undefined;
    for (const { municipality, hash } of known) if (timingSafeEqual(hash, given)) found = municipality;
    return found;
  };
}

/** Throws `unauthorized` without a key, `forbidden` for another municipality's, whether or not that exists. */
export function checkKey(holder: string | undefined, municipality: string): void {
  if (holder === undefined) throw new Problem('unauthorized');
  if (holder !== municipality) throw new Problem('forbidden');
}
