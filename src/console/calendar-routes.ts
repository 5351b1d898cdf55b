import { Problem } from '../core/errors.ts';
import type { HttpResponse } from '../core/http.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import { scopesOf } from '../core/roles.ts';
import { lookOf } from './look.ts';
import { oneself } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, pathPart } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const path = '/api/console/calendar';
/** A calendar program asks a few times an hour. */
const readsPerMinute = 30;

/**
 * A case worker's own feed for a calendar program, which has no login: what opens it is an address that nobody can guess,
 * given once, renewed or revoked by its owner. Whoever has it reads kind, time, place and first name.
 */
export function calendarRoutes(parts: ConsoleParts): ConsoleRoute[] {
  const { calendars, ids, publicUrl } = parts;
  const limit = createRateLimit(readsPerMinute);
  const own = { path, action: 'calendar.own' } as const;
  return [
    staffRoute(parts, { method: 'get', ...own }, async ({ staff, response, require }) => {
      require(oneself(staff));
      const since = await calendars.since(lookOf(staff, ids.random()));
      answer(response, 200, since === undefined ? { on: false } : { on: true, since: new Date(since).toISOString() });
    }),
    staffRoute(parts, { method: 'post', body: 'json', ...own }, async ({ staff, response, require }) => {
      require(oneself(staff));
      const token = await calendars.give(lookOf(staff, ids.random()));
      answer(response, 200, { url: `${publicUrl}${path}/${token}.ics` });
    }),
    staffRoute(parts, { method: 'del', ...own }, async ({ staff, response, require }) => {
      require(oneself(staff));
      await calendars.revoke(lookOf(staff, ids.random()));
      answer(response, 200, { on: false });
    }),
    {
      method: 'get',
      path: `${path}/:file`,
      action: 'public',
      async handle(request, response) {
        const [, token] = /^([\w-]{20,80})\.ics$/.exec(pathPart(request, 'file')) ?? [];
        if (!token) throw new Problem('not_found');
        await limit(token);
        sendCalendar(response, await feedOf(parts, token));
      },
    },
  ];
}

/** Not for who no longer works there, or has become something else. */
async function feedOf(parts: ConsoleParts, token: string): Promise<string> {
  const owner = await parts.calendars.ownerOf(token);
  const municipality = owner && parts.municipalities.get(owner.municipality);
  const member = municipality?.staff.find(({ id }) => id === owner?.staff);
  if (!municipality || !member || scopesOf(member.role, 'calendar.own').length === 0) throw new Problem('not_found');
  return parts.calendars.file({
    municipality: municipality.id,
    actor: { role: member.role, id: member.id },
    origin: 'calendar',
    request: parts.ids.random(),
  });
}

function sendCalendar(response: HttpResponse, text: string): void {
  const body = Buffer.from(text);
  response.statusCode = 200;
  response.setHeader('content-type', 'text/calendar; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', body.length);
  response.end(body);
}
