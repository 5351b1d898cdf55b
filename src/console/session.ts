import { createHmac, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse } from '../core/http.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';

/** Who is logged in to the console, and for which municipality. */
export interface Staff {
  member: StaffMember;
  municipality: Municipality;
  /** This login, so that what it looks at can be told apart from another tab's. */
  session: string;
}

export interface ConsoleSessions {
  open(response: HttpResponse, staff: StaffMember, session: string): Promise<void>;
  end(response: HttpResponse): void;
  /** Throws `unauthorized` when nobody is logged in (any more). */
  read(request: HttpRequest): Promise<Staff>;
  /** As `read`, and throws `forbidden` unless the page's own token stands in `x-wegwijs-csrf`. */
  readWrite(request: HttpRequest): Promise<Staff>;
  csrfOf(session: string): string;
}

const cookieName = 'wegwijs_console';
const lifeSeconds = 8 * 3_600;

/** Console logins as signed cookies: they outlive a restart and hold on every process. */
export function createConsoleSessions(options: {
  key: Uint8Array;
  clock: Clock;
  secure: boolean;
  find(staff: string): { member: StaffMember; municipality: Municipality } | undefined;
}): ConsoleSessions {
  const { key, clock, secure, find } = options;
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const csrfOf = (session: string): string => createHmac('sha256', key).update(`csrf:${session}`).digest('base64url');

  async function read(request: HttpRequest): Promise<Staff> {
    const token = cookieOf(request.headers.cookie, cookieName);
    if (!token) throw new Problem('unauthorized');
    try {
      const currentDate = new Date(clock.now());
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: 'console', currentDate });
      const found = find(payload.sub ?? '');
      if (found && payload.jti) return { ...found, session: payload.jti };
    } catch (error) {
      throw new Problem('unauthorized', undefined, { cause: error });
    }
    throw new Problem('unauthorized');
  }

  return {
    read,
    csrfOf,
    async readWrite(request) {
      const staff = await read(request);
      const given = Buffer.from(String(request.headers['x-wegwijs-csrf'] ?? ''));
      const wanted = Buffer.from(csrfOf(staff.session));
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Problem('forbidden');
      return staff;
    },
    async open(response, staff, session) {
      const now = Math.floor(clock.now() / 1000);
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(staff.id)
        .setAudience('console')
        .setJti(session)
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds)
        .sign(key);
      response.header('Set-Cookie', `${cookieName}=${token}; ${attributes}; Max-Age=${lifeSeconds}`);
    },
    end(response) {
      response.header('Set-Cookie', `${cookieName}=; ${attributes}; Max-Age=0`);
    },
  };
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
