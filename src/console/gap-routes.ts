import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { CoordinatorParts } from './coordinator-parts.ts';
import { lookOf } from './look.ts';
import { answer, bodyOf, pathPart } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const label = z.object({
  id: z.string().min(8).max(64),
  text: z.string().trim().min(1).max(200),
  meant: z.string().max(60),
});

/** What was not understood, and what was meant by it. */
export function gapRoutes(parts: CoordinatorParts): ConsoleRoute[] {
  const { gaps, people } = parts;
  const path = '/api/console/gaps';
  return [
    staffRoute(parts, { method: 'get', path, action: 'gap.read' }, async ({ staff, response, ...asked }) => {
      const municipality = staff.municipality.id;
      asked.require({ municipality });
      answer(response, 200, { gaps: await gaps.list(municipality), intents: gaps.intents() });
    }),
    staffRoute(parts, { method: 'post', path: `${path}/:id`, body: 'json', action: 'gap.label' }, async (asked) => {
      const { staff, request, response } = asked;
      const { id, text, meant } = bodyOf(label, request);
      const municipality = staff.municipality.id;
      asked.require({ municipality });
      if (meant !== 'none' && !gaps.intents().some((intent) => intent.id === meant))
        throw new Problem('bad_request', `There is no intent ${meant}.`);
      const group = pathPart(request, 'id');
      const count = await gaps.label(municipality, group, { text, meant, by: staff.member.id });
      if (count === 0) throw new Problem('not_found');
      await people.audit(lookOf(staff, id), { action: 'gap.labelled', object: group, result: 'ok' });
      answer(response, 200, { count });
    }),
  ];
}
