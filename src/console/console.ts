import { calendarRoutes } from './calendar-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { eventRoute } from './event-route.ts';
import { loginRoutes } from './login-routes.ts';
import type { ConsoleParts } from './parts.ts';
import { notifyRoutes } from './notify-routes.ts';
import { panelRoute } from './panel-route.ts';
import { personRoutes } from './person-routes.ts';
import type { ConsoleRoute } from './route.ts';
import { phraseRoutes } from './phrase-routes.ts';
import { presenceRoutes } from './presence-routes.ts';
import { settleRoute } from './settle-route.ts';
import { ticketRoutes } from './ticket-routes.ts';

/** The case workers' API under `/api/console`. Each route names its action in the table of `core/roles.ts`. */
export function createConsoleRoutes(parts: ConsoleParts): ConsoleRoute[] {
  return [
    ...loginRoutes(parts),
    ...ticketRoutes(parts),
    eventRoute(parts),
    ...personRoutes(parts),
    ...calendarRoutes(parts),
    ...draftRoutes(parts),
    ...presenceRoutes(parts),
    ...(parts.notices ? notifyRoutes({ ...parts, notices: parts.notices }) : []),
    ...phraseRoutes(parts),
    panelRoute(parts),
    settleRoute(parts),
  ];
}
