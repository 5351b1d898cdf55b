import QRCode from 'qrcode';
import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { Route } from '../core/http.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, bodyOf } from './requests.ts';

const handOut = z.object({ id: z.string().min(8).max(64), person: z.string().min(1).max(100) });

/** A case worker's own people, and handing one of them a link code, as text and as QR. */
export function personRoutes(parts: ConsoleParts): Route[] {
  const { sessions, people } = parts;
  return [
    {
      method: 'get',
      path: '/api/console/persons',
      async handle(request, response) {
        const { member, municipality } = await sessions.read(request);
        const persons = await people.staffPeople(member.id, {
          municipality: municipality.id,
          actor: { role: 'case_worker', id: member.id },
          origin: 'console',
          request: parts.ids.random(),
        });
        answer(response, 200, { persons: persons.map(({ id, displayName }) => ({ id, displayName })) });
      },
    },
    {
      method: 'post',
      path: '/api/console/codes',
      body: 'json',
      async handle(request, response) {
        const { member, municipality } = await sessions.readWrite(request);
        const { id, person } = bodyOf(handOut, request);
        const known = await people.person(person, municipality.id);
        if (known?.caseWorker !== member.id) throw new Problem('not_found');
        const issued = await people.issueCode({ person, municipality: municipality.id, by: member.id, requestId: id });
        if (!issued.code) throw new Problem('gone');
        const url = `${parts.publicUrl}/?m=${encodeURIComponent(municipality.id)}#code=${issued.code}`;
        answer(response, 200, {
          code: issued.code,
          expiresAt: new Date(issued.expiresAt).toISOString(),
          url,
          qrSvg: await QRCode.toString(url, { type: 'svg', margin: 2 }),
        });
      },
    },
  ];
}
