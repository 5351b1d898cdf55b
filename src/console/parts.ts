import type { LogPage } from '../channels/channel.ts';
import type { Look } from '../core/audit.ts';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Municipality } from '../core/municipality.ts';
import type { Person } from '../core/person.ts';
import type { ConsoleRecord } from './record.ts';
import type { TicketDesk } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { ConsoleNotices } from './notify-routes.ts';
import type { PhraseTexts } from './phrases.ts';
import type { Presence } from './presence.ts';
import type { StaffLogins } from './oidc-routes.ts';
import type { ConsoleSessions } from './session.ts';

/** What the console's routes are built from. `app.ts` hands it over. */
export interface ConsoleParts {
  sessions: ConsoleSessions;
  desk: TicketDesk;
  people: ConsolePeople;
  calendars: ConsoleCalendars;
  drafts: Drafts;
  presence: Presence;
  texts: PhraseTexts;
  /** Absent: nobody is told of what waits but by the page. */
  notices?: ConsoleNotices;
  municipalities: ReadonlyMap<string, Municipality>;
  log(conversation: string, afterSeq: number, limit: number): Promise<LogPage>;
  delivery(activity: string): Promise<string | undefined>;
  follow(actorOrKind: string, listener: (actor: string) => void): () => void;
  headline(parts: readonly { key: string; values?: Record<string, string> }[]): string;
  /** By OpenID Connect; absent: there is none. */
  logins?: StaffLogins;
  /** True outside production without an OIDC issuer: anybody may choose a member of staff. */
  development: boolean;
  publicUrl: string;
  ids: Ids;
  clock: Clock;
}

export interface ConsolePeople extends ConsoleRecord {
  person(id: string, municipality: string): Promise<Person | undefined>;
  staffPeople(caseWorker: string, look: Look): Promise<Person[]>;
  issueCode(request: {
    person: string;
    municipality: string;
    by: string;
    requestId: string;
    from?: Look['from'];
  }): Promise<{ code?: string; expiresAt: number }>;
  audit(look: Look, deed: { action: string; object?: string; person?: string; result: string }): Promise<void>;
}

/** The feed of the case worker who looks (`look.actor.id`). */
export interface ConsoleCalendars {
  /** A new token; the one before it opens nothing any more. */
  give(look: Look): Promise<string>;
  revoke(look: Look): Promise<void>;
  since(look: Look): Promise<number | undefined>;
  ownerOf(token: string): Promise<{ municipality: string; staff: string } | undefined>;
  file(look: Look): Promise<string>;
}
