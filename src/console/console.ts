import type { Route } from '../core/http.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { eventRoute } from './event-route.ts';
import { loginRoutes } from './login-routes.ts';
import type { ConsoleParts } from './parts.ts';
import { personRoutes } from './person-routes.ts';
import { ticketRoutes } from './ticket-routes.ts';

/** The case workers' API under `/api/console`. */
export function createConsoleRoutes(parts: ConsoleParts): Route[] {
  return [
    ...loginRoutes(parts),
    ...ticketRoutes(parts),
    eventRoute(parts),
    ...personRoutes(parts),
    ...calendarRoutes(parts),
  ];
}
