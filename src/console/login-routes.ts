import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const login = z.object({ staff: z.string().min(1).max(100) });

/**
 * Who may log in here, logging in, who I am, logging out. The development login exists outside production only, and for
 * invented municipalities only.
 */
export function loginRoutes(parts: ConsoleParts): ConsoleRoute[] {
  const { sessions, municipalities, development } = parts;
  const everybody = [...municipalities.values()]
    .filter(({ demo }) => demo)
    .flatMap(({ id, staff }) => staff.map((member) => ({ member, municipality: id })));
  return [
    {
      method: 'get',
      path: '/api/console/login',
      action: 'public',
      handle(_request, response) {
        const staff = everybody.map(({ member: { id, name, role }, municipality }) => ({
          id,
          name,
          role,
          municipality,
        }));
        answer(response, 200, { development, staff: development ? staff : [] });
      },
    },
    {
      method: 'post',
      path: '/api/console/login',
      action: 'public',
      body: 'json',
      async handle(request, response) {
        if (!development) throw new Problem('not_found');
        refuseOtherSites(request.headers['sec-fetch-site']);
        const { staff } = bodyOf(login, request);
        const found = everybody.find(({ member }) => member.id === staff);
        if (!found) throw new Problem('unauthorized');
        await sessions.open(response, found.member, parts.ids.random());
        answer(response, 200, { ok: true });
      },
    },
    staffRoute(
      parts,
      { method: 'get', path: '/api/console/me', action: 'session.own' },
      ({ staff: { member, municipality, session }, response }) =>
        answer(response, 200, {
          staff: { id: member.id, name: member.name, role: member.role },
          municipality: { id: municipality.id, name: municipality.name },
          csrf: sessions.csrfOf(session),
        }),
    ),
    staffRoute(
      parts,
      { method: 'post', path: '/api/console/logout', action: 'session.own', body: 'json' },
      ({ response }) => {
        sessions.end(response);
        answer(response, 200, { ok: true });
      },
    ),
  ];
}

function refuseOtherSites(site: string | string[] | undefined): void {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('forbidden');
}
