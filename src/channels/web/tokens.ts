import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/errors.ts';
import type { ConversationId, MunicipalityId } from '../../core/ids.ts';

/** What a token says: whose conversation, where. */
export interface Grant {
  conversation: ConversationId;
  user: string;
  municipality: MunicipalityId;
  locale?: string;
  /** True when the conversation was there at the time of signing: if it is not now, it has been erased. */
  started: boolean;
}

/** `directline` is the Bearer of the API; `stream` stands in the URL of a socket, so it lives short and opens no more. */
export type TokenPurpose = 'directline' | 'stream';

export const tokenSeconds: Record<TokenPurpose, number> = { directline: 30 * 60, stream: 60 };

export interface Tokens {
  sign(grant: Grant, purpose: TokenPurpose): Promise<string>;
  /** With `alsoExpiredForSeconds` one that ended so recently is read too. Throws `token_expired` for one of ours that is too old, `unauthorized` for anything else. */
  read(token: string, purpose: TokenPurpose, options?: { alsoExpiredForSeconds?: number }): Promise<Grant>;
}

export function createTokens(key: Uint8Array, clock: Clock): Tokens {
  return {
    sign(grant, purpose) {
      const now = Math.floor(clock.now() / 1000);
      const { conversation, ...claims } = grant;
      return new SignJWT({ conv: conversation, ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setAudience(purpose)
        .setIssuedAt(now)
        .setExpirationTime(now + tokenSeconds[purpose])
        .sign(key);
    },
    async read(token, purpose, { alsoExpiredForSeconds = 0 } = {}) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience: purpose,
          currentDate: new Date(clock.now()),
          requiredClaims: ['exp'],
          clockTolerance: alsoExpiredForSeconds,
        });
        return toGrant(payload);
      } catch (error) {
        const code = error instanceof errors.JWTExpired ? 'token_expired' : 'unauthorized';
        throw new Problem(code, undefined, { cause: error });
      }
    },
  };
}

function toGrant({ conv, user, municipality, locale, started }: JWTPayload): Grant {
  if (typeof conv !== 'string' || typeof user !== 'string' || typeof municipality !== 'string') {
    throw new Problem('unauthorized');
  }
  const spoken = typeof locale === 'string' ? { locale } : {};
  return { conversation: conv, user, municipality, ...spoken, started: started === true };
}
