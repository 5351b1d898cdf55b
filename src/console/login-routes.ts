import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { ConsoleParts } from './parts.ts';
import { lookOf } from './look.ts';
import { oneself } from './may.ts';
import { answer, bodyOf, pathPart } from './requests.ts';
import { requireSameOrigin } from './same-origin.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const login = z.object({ staff: z.string().min(1).max(100) });
const ending = z.object({ forget: z.boolean().default(false) });

/**
 * Who may log in here, logging in, who I am, logging out. The development login exists outside production only, and for
 * invented municipalities only.
 */
export function loginRoutes(parts: ConsoleParts): ConsoleRoute[] {
  const { sessions, municipalities, development, logins } = parts;
  const everybody = () =>
    [...municipalities.values()]
      .filter(({ demo }) => demo)
      .flatMap((municipality) => municipality.staff.map((member) => ({ member, municipality })));
  return [
    {
      method: 'get',
      path: '/api/console/login',
      action: 'public',
      handle(_request, response) {
        const staff = everybody().map(({ member: { id, name, role }, municipality }) => ({
          id,
          name,
          role,
          municipality: municipality.id,
        }));
        answer(response, 200, { development, staff: development ? staff : [], logins: logins?.named() ?? [] });
      },
    },
    {
      method: 'post',
      path: '/api/console/login',
      action: 'public',
      body: 'json',
      async handle(request, response) {
        if (!development) throw new Problem('not_found');
        requireSameOrigin(request, parts.publicUrl);
        const { staff } = bodyOf(login, request);
        const found = everybody().find(({ member }) => member.id === staff);
        if (!found) throw new Problem('unauthorized');
        const opened = await sessions.open({ request, response }, found);
        await parts.people.audit(lookOf(opened, opened.session), { action: 'session.opened', result: 'ok' });
        answer(response, 200, { ok: true });
      },
    },
    staffRoute(
      parts,
      { method: 'get', path: '/api/console/me', action: 'session.own' },
      ({ staff: { member, municipality, session }, response }) =>
        answer(response, 200, {
          staff: { id: member.id, name: member.name, role: member.role },
          municipality: {
            id: municipality.id,
            name: municipality.name,
            ...(municipality.designTokens ? { designTokens: municipality.designTokens } : {}),
          },
          csrf: sessions.csrfOf(session),
        }),
    ),
    staffRoute(
      parts,
      { method: 'post', path: '/api/console/logout', action: 'session.own', body: 'json' },
      async ({ staff, response, require }) => {
        require(oneself(staff));
        await sessions.end(staff.session, response);
        await parts.people.audit(lookOf(staff, staff.session), { action: 'session.ended', result: 'ok' });
        // Where the issuer ends its login as well.
        const url = staff.login ? await logins?.endSessionUrl(staff.login) : undefined;
        answer(response, 200, { ok: true, ...(url ? { url } : {}) });
      },
    ),
    staffRoute(
      parts,
      { method: 'post', path: '/api/console/logout/everywhere', action: 'session.own', body: 'json' },
      async ({ staff, response, require }) => {
        require(oneself(staff));
        const ended = await sessions.endAll(staff.municipality.id, staff.member.id);
        await sessions.end(staff.session, response);
        const deed = { action: 'session.ended_everywhere', result: 'ok' };
        await parts.people.audit(lookOf(staff, parts.ids.random()), deed);
        answer(response, 200, { ok: true, ended });
      },
    ),
    staffRoute(
      parts,
      { method: 'post', path: '/api/console/staff/:id/logout', action: 'session.end_of_staff', body: 'json' },
      async ({ staff, request, response, require }) => {
        const municipality = staff.municipality.id;
        const object = pathPart(request, 'id');
        require({ municipality, object });
        const { forget } = bodyOf(ending, request);
        const ended = await sessions.endAll(municipality, object);
        // Their next login is a first one again: for who has a new account.
        if (forget) await logins?.forget(municipality, object);
        const deed = { action: 'session.end_of_staff', object, result: 'ok' };
        await parts.people.audit(lookOf(staff, parts.ids.random()), deed);
        answer(response, 200, { ok: true, ended });
      },
    ),
  ];
}
