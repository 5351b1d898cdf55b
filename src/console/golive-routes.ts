import { z } from 'zod';
import type { CoordinatorParts } from './coordinator-parts.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const drafting = z.object({ draft: z.record(z.string(), z.json()) });

/** What must be there before newcomers are let in; and looking at the file of a municipality that is not there yet. */
export function goLiveRoutes(parts: CoordinatorParts): ConsoleRoute[] {
  const path = '/api/console/golive';
  const action = 'golive.read' as const;
  return [
    staffRoute(parts, { method: 'get', path, action }, async ({ staff, response, ...asked }) => {
      asked.require({ municipality: staff.municipality.id });
      answer(response, 200, { checks: await parts.goLive.checks(staff.municipality.id) });
    }),
    // Keeps nothing: production writes no municipalities/.
    staffRoute(parts, { method: 'post', path: `${path}/draft`, body: 'json', action }, async (asked) => {
      const { staff, request, response } = asked;
      asked.require({ municipality: staff.municipality.id });
      answer(response, 200, parts.goLive.tryFile(bodyOf(drafting, request).draft));
    }),
  ];
}
