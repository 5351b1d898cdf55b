import QRCode from 'qrcode';
import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import { lookOf } from './look.ts';
import { oneself } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const handOut = z.object({ id: z.string().min(8).max(64), person: z.string().min(1).max(100) });

/** A case worker's own people, and handing one of them a link code, as text and as QR. */
export function personRoutes(parts: ConsoleParts): ConsoleRoute[] {
  const { people } = parts;
  return [
    staffRoute(
      parts,
      { method: 'get', path: '/api/console/persons', action: 'person.list' },
      async ({ staff, response, require }) => {
        require(oneself(staff));
        const persons = await people.staffPeople(staff.member.id, lookOf(staff, parts.ids.random()));
        answer(response, 200, { persons: persons.map(({ id, displayName }) => ({ id, displayName })) });
      },
    ),
    staffRoute(
      parts,
      { method: 'post', path: '/api/console/codes', action: 'code.issue', audited: 'code.issued', body: 'json' },
      async ({ staff, request, response, require }) => {
        const { id, person } = bodyOf(handOut, request);
        const municipality = staff.municipality.id;
        const known = await people.person(person, municipality);
        // Whether there is somebody of that id is not for who may not see them.
        if (known?.caseWorker !== staff.member.id) throw new Problem('not_found');
        require({ municipality, of: known.caseWorker, person });
        const { from } = lookOf(staff, id);
        const by = staff.member.id;
        const issued = await people.issueCode({ person, municipality, by, requestId: id, ...(from ? { from } : {}) });
        if (!issued.code) throw new Problem('gone');
        const url = `${parts.publicUrl}/?m=${encodeURIComponent(municipality)}#code=${issued.code}`;
        answer(response, 200, {
          code: issued.code,
          expiresAt: new Date(issued.expiresAt).toISOString(),
          url,
          qrSvg: await QRCode.toString(url, { type: 'svg', margin: 2 }),
        });
      },
    ),
  ];
}
