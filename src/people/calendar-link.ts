import { SignJWT, errors, jwtVerify, type JWTPayload } from 'jose';
import type { ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import { isLanguage, type Language } from '../core/locale.ts';
import { sessionMs } from '../core/session.ts';
import type { Parts } from './parts.ts';

/** What a link to a calendar file stands for. */
export interface CalendarLink {
  conversation: ConversationId;
  person: PersonId;
  municipality: MunicipalityId;
  language: Language;
  /** Ids. */
  appointments: string[];
}

/** A link that has ended still tells in which language to say so. */
export type OpenCalendarLink = CalendarLink | { ended: Language };

const audience = 'wegwijs:calendar';
const algorithm = 'HS256';

/** A signed token that nobody can guess, for as long as a session lasts: a link opens no more than the chat itself. */
export const makeCalendarLink = ({ ids, clock, keys }: Parts, link: CalendarLink): Promise<string> => {
  const { person, conversation, municipality, language, appointments } = link;
  return new SignJWT({ conversation, municipality, language, appointments })
    .setProtectedHeader({ alg: algorithm })
    .setJti(ids.random())
    .setSubject(person)
    .setAudience(audience)
    .setExpirationTime(Math.floor((clock.now() + sessionMs) / 1000))
    .sign(keys.tickets);
};

/** `undefined` for a token that is broken or not ours. */
export async function readCalendarLink({ clock, keys }: Parts, token: string): Promise<OpenCalendarLink | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys.tickets, {
      algorithms: [algorithm],
      audience,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'jti', 'sub'],
    });
    return linkIn(payload);
  } catch (error) {
    if (!(error instanceof errors.JWTExpired)) return undefined;
    const { language } = error.payload;
    return isLanguage(language) ? { ended: language } : undefined;
  }
}

function linkIn({ conversation, municipality, language, appointments, sub }: JWTPayload): CalendarLink | undefined {
  if (!isLanguage(language) || !sub) return undefined;
  if (typeof conversation !== 'string' || typeof municipality !== 'string') return undefined;
  if (!Array.isArray(appointments) || !appointments.every((id) => typeof id === 'string')) return undefined;
  return { person: sub, conversation, municipality, language, appointments };
}
