import type { Route } from '../core/http.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { eventRoute } from './event-route.ts';
import { loginRoutes } from './login-routes.ts';
import type { ConsoleParts } from './parts.ts';
import { panelRoute } from './panel-route.ts';
import { personRoutes } from './person-routes.ts';
import { phraseRoutes } from './phrase-routes.ts';
import { presenceRoutes } from './presence-routes.ts';
import { settleRoute } from './settle-route.ts';
import { ticketRoutes } from './ticket-routes.ts';

/** The case workers' API under `/api/console`. */
export function createConsoleRoutes(parts: ConsoleParts): Route[] {
  return [
    ...loginRoutes(parts),
    ...ticketRoutes(parts),
    eventRoute(parts),
    ...personRoutes(parts),
    ...calendarRoutes(parts),
    ...draftRoutes(parts),
    ...presenceRoutes(parts),
    ...phraseRoutes(parts),
    panelRoute(parts),
    settleRoute(parts),
  ];
}
