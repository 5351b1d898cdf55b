import type { Look } from '../core/audit.ts';
import { Problem } from '../core/errors.ts';
import type { HttpResponse, Route } from '../core/http.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, pathPart } from './requests.ts';
import type { Staff } from './session.ts';

const path = '/api/console/calendar';
/** A calendar program asks a few times an hour. */
const readsPerMinute = 30;

/**
 * A case worker's own feed for a calendar program, which has no login: what opens it is an address that nobody can guess,
 * given once, renewed or revoked by its owner. Whoever has it reads kind, time, place and first name.
 */
export function calendarRoutes(parts: ConsoleParts): Route[] {
  const { sessions, calendars, publicUrl } = parts;
  const limit = createRateLimit(readsPerMinute);
  return [
    {
      method: 'get',
      path,
      async handle(request, response) {
        const since = await calendars.since(lookOf(parts, await sessions.read(request)));
        answer(response, 200, since === undefined ? { on: false } : { on: true, since: new Date(since).toISOString() });
      },
    },
    {
      method: 'post',
      path,
      body: 'json',
      async handle(request, response) {
        const token = await calendars.give(lookOf(parts, await sessions.readWrite(request)));
        answer(response, 200, { url: `${publicUrl}${path}/${token}.ics` });
      },
    },
    {
      method: 'del',
      path,
      async handle(request, response) {
        await calendars.revoke(lookOf(parts, await sessions.readWrite(request)));
        answer(response, 200, { on: false });
      },
    },
    {
      method: 'get',
      path: `${path}/:file`,
      async handle(request, response) {
        const [, token] = /^([\w-]{20,80})\.ics$/.exec(pathPart(request, 'file')) ?? [];
        if (!token) throw new Problem('not_found');
        await limit(token);
        sendCalendar(response, await feedOf(parts, token));
      },
    },
  ];
}

/** Not for who no longer works there. */
async function feedOf(parts: ConsoleParts, token: string): Promise<string> {
  const owner = await parts.calendars.ownerOf(token);
  const municipality = owner && parts.municipalities.get(owner.municipality);
  const member = municipality?.staff.find(({ id }) => id === owner?.staff);
  if (!municipality || !member) throw new Problem('not_found');
  return parts.calendars.file({
    municipality: municipality.id,
    actor: { role: 'case_worker', id: member.id },
    origin: 'calendar',
    request: parts.ids.random(),
  });
}

const lookOf = ({ ids }: ConsoleParts, { member, municipality }: Staff): Look => ({
  municipality: municipality.id,
  actor: { role: 'case_worker', id: member.id },
  origin: 'console',
  request: ids.random(),
});

function sendCalendar(response: HttpResponse, text: string): void {
  const body = Buffer.from(text);
  response.statusCode = 200;
  response.setHeader('content-type', 'text/calendar; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', body.length);
  response.end(body);
}
