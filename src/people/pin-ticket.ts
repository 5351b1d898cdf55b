import { SignJWT, jwtVerify } from 'jose';
import type { ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import { isLanguage, type Language } from '../core/locale.ts';
import { pinTicketLifeMs } from './limits.ts';
import type { Parts } from './parts.ts';

/**
 * What the PIN page was opened for. It comes from the ticket alone, never from whether a PIN is there: `choose` is given
 * only inside a session that a link code opened.
 */
export type PinPurpose = 'enter' | 'choose';

export interface PinTicket {
  conversation: ConversationId;
  person: PersonId;
  municipality: MunicipalityId;
  language: Language;
  purpose: PinPurpose;
}

/** A ticket as it came back from the page. */
export interface OpenPinTicket extends PinTicket {
  id: string;
  /** ms since 1970. */
  madeAt: number;
}

const audience = 'wegwijs:pin';
const algorithm = 'HS256';

/** A signed token for the fragment of the PIN page's address. It lives 10 minutes. */
export function makePinTicket({ ids, clock, keys }: Parts, ticket: PinTicket): Promise<string> {
  const now = clock.now();
  const { person, conversation, municipality, language, purpose } = ticket;
  return new SignJWT({ conversation, municipality, language, purpose, madeAt: now })
    .setProtectedHeader({ alg: algorithm })
    .setJti(ids.random())
    .setSubject(person)
    .setAudience(audience)
    .setExpirationTime(Math.floor((now + pinTicketLifeMs) / 1000))
    .sign(keys.tickets);
}

/** The ticket in a token; `undefined` for one that is too old, broken or not ours. */
export async function readPinTicket({ clock, keys }: Parts, token: string): Promise<OpenPinTicket | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys.tickets, {
      algorithms: [algorithm],
      audience,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'jti', 'sub'],
    });
    const { conversation, municipality, language, purpose, madeAt, jti, sub } = payload;
    if (!isLanguage(language) || (purpose !== 'enter' && purpose !== 'choose')) return undefined;
    if (typeof conversation !== 'string' || typeof municipality !== 'string') return undefined;
    if (typeof madeAt !== 'number' || !jti || !sub) return undefined;
    return { id: jti, person: sub, conversation, municipality, language, purpose, madeAt };
  } catch {
    return undefined;
  }
}
