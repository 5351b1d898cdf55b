import { oidcRoutes, staffLogins, type StaffLogins } from '../console/oidc-routes.ts';
import { createOidcLogins } from '../console/oidc.ts';
import { lookOf } from '../console/look.ts';
import type { ConsoleRoute } from '../console/route.ts';
import { createConsoleSessions, type ConsoleSessions } from '../console/session.ts';
import type { Clock } from '../core/clock.ts';
import type { HttpRequest } from '../core/http.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Login } from '../core/login.ts';
import type { Municipality } from '../core/municipality.ts';
import type { People } from '../people/people.ts';
import { deriveKey, type DataKey } from '../store/data-keys.ts';
import type { Store } from '../store/store.ts';

export interface StaffLoginParts {
  store: Store;
  keys: readonly DataKey[];
  ids: Ids;
  clock: Clock;
  log: Log;
  people: Pick<People, 'audit'>;
  municipalities: ReadonlyMap<string, Municipality>;
  logins: readonly Login[];
  publicUrl: string;
  clientAddress(request: HttpRequest): string;
}

export interface StaffLogin {
  sessions: ConsoleSessions;
  /** Absent when no issuer is set. */
  logins?: StaffLogins;
  routes: ConsoleRoute[];
}

/** How staff log in to the console, and stay so. */
export function openStaffLogin(parts: StaffLoginParts): StaffLogin {
  const { store, keys, ids, clock, log, people, municipalities, logins, publicUrl, clientAddress } = parts;
  const sessions = createConsoleSessions({
    store,
    key: deriveKey(keys, 'console'),
    ids,
    clock,
    publicUrl,
    clientAddress,
    find(id) {
      for (const municipality of municipalities.values()) {
        const member = municipality.staff.find((one) => one.id === id);
        if (member) return { member, municipality };
      }
      return undefined;
    },
    async onReplay(staff) {
      log.warn({ staff: staff.member.id }, 'a login was ended: a cookie came back that had been replaced');
      await people.audit(lookOf(staff, ids.random()), { action: 'session.replayed', result: 'refused' });
    },
  });
  if (logins.length === 0) return { sessions, routes: [] };
  const oidc = createOidcLogins({ key: deriveKey(keys, 'console-login'), clock, publicUrl });
  const routes = oidcRoutes({
    ...{ sessions, people, municipalities, clock, logins, oidc, store, ids, log },
    clientAddress,
  });
  return { sessions, logins: staffLogins(logins, { oidc, store }), routes };
}
