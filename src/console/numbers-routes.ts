import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse } from '../core/http.ts';
import type { CoordinatorParts } from './coordinator-parts.ts';
import { numbersCsv } from './numbers-csv.ts';
import { answer } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const action = 'numbers.read' as const;

/** Numbers of a month, as tables and as CSV: the same cells, small groups hidden in both. */
export function numbersRoutes(parts: CoordinatorParts): ConsoleRoute[] {
  const path = '/api/console/numbers';
  return [
    staffRoute(parts, { method: 'get', path, action }, async ({ staff, request, response, ...asked }) => {
      const municipality = staff.municipality.id;
      asked.require({ municipality });
      const month = monthOf(request, parts.clock.now());
      answer(response, 200, { month, tables: await parts.numbers.month(municipality, month) });
    }),
    staffRoute(
      parts,
      { method: 'get', path: `${path}/csv`, action },
      async ({ staff, request, response, ...asked }) => {
        const municipality = staff.municipality.id;
        asked.require({ municipality });
        const month = monthOf(request, parts.clock.now());
        sendCsv(response, `${municipality}-${month}.csv`, numbersCsv(await parts.numbers.month(municipality, month)));
      },
    ),
  ];
}

/** As 2026-11; this month when nothing is asked. */
function monthOf(request: HttpRequest, now: number): string {
  const asked = new URLSearchParams(request.getQuery()).get('month') ?? new Date(now).toISOString().slice(0, 7);
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(asked)) throw new Problem('bad_request', 'month must be as 2026-11.');
  return asked;
}

function sendCsv(response: HttpResponse, name: string, text: string): void {
  const body = Buffer.from(text);
  response.statusCode = 200;
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', body.length);
  response.end(body);
}
