import { SignJWT, jwtVerify } from 'jose';
import type { Clock } from '../../core/clock.ts';
import { isLanguage } from '../../core/locale.ts';
import type { OwnDataTicket } from '../../core/own-data.ts';

/** Signs and reads what stands in a link to somebody's own data. */
export interface OwnDataTickets {
  sign(ticket: OwnDataTicket): Promise<string>;
  /** Undefined for one that has ended, is broken or is not ours. */
  read(token: string): Promise<OwnDataTicket | undefined>;
}

const audience = 'wegwijs:my-data';
const algorithm = 'HS256';

export const createOwnDataTickets = (key: Uint8Array, clock: Clock): OwnDataTickets => ({
  sign: ({ person, until, ...ticket }) =>
    new SignJWT(ticket)
      .setProtectedHeader({ alg: algorithm })
      .setSubject(person)
      .setAudience(audience)
      .setExpirationTime(Math.floor(until / 1000))
      .sign(key),
  async read(token) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        audience,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'sub'],
      });
      const { conversation, municipality, language, sub, exp } = payload;
      if (typeof conversation !== 'string' || typeof municipality !== 'string' || !isLanguage(language))
        return undefined;
      return { conversation, municipality, language, person: sub ?? '', until: (exp ?? 0) * 1000 };
    } catch {
      return undefined;
    }
  },
});
