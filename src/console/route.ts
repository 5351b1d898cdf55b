import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../core/http.ts';
import type { Action, Target } from '../core/roles.ts';
import { lookOf } from './look.ts';
import { may, requireMay, requireRole } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import type { Staff } from './session.ts';

/** Every route of the console says what it does in the words of the table; `public` is for who is not logged in yet. */
export interface ConsoleRoute extends Route {
  action: Action | 'public';
}

/** A request of somebody who is logged in and whose role does this to something. */
export interface Asked {
  staff: Staff;
  request: HttpRequest;
  response: HttpResponse;
  /** Throws unless the table lets them do it to this. */
  require(target: Target): void;
  may(target: Target): boolean;
}

type StaffRoute = Omit<ConsoleRoute, 'handle' | 'action'> & {
  action: Action;
  /** What the audit calls it, when not as the table. */
  audited?: string;
};

/**
 * A route for who is logged in. Anything but a GET also needs the page's token. `handle` says through `require` what it is
 * done to; a role that may do it to nothing is refused before. Refusals are written down.
 */
export function staffRoute(
  parts: Pick<ConsoleParts, 'sessions' | 'people' | 'ids'>,
  { audited, ...route }: StaffRoute,
  handle: (asked: Asked) => Promise<void> | void,
): ConsoleRoute {
  const { action } = route;
  return {
    ...route,
    async handle(request, response) {
      const { sessions } = parts;
      const isRead = route.method === 'get';
      const staff = await (isRead ? sessions.read(request, response) : sessions.readWrite(request, response));
      let about: Target | undefined;
      try {
        requireRole(staff, action);
        await handle({
          staff,
          request,
          response,
          require: (target) => requireMay(staff, action, (about = target)),
          may: (target) => may(staff, action, target),
        });
      } catch (error) {
        if (error instanceof Problem && error.code === 'forbidden') {
          const deed = { action: audited ?? action, object: about?.object, person: about?.person, result: 'refused' };
          await parts.people.audit(lookOf(staff, parts.ids.random()), deed);
        }
        throw error;
      }
    },
  };
}
