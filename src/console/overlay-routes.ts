import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import { isOverlayPart, type Overlay } from '../core/overlay.ts';
import type { Action } from '../core/roles.ts';
import type { CoordinatorParts } from './coordinator-parts.ts';
import { lookOf } from './look.ts';
import { answer, bodyOf, pathPart } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';
import type { Staff } from './session.ts';

const listed = 200;
const day = z.iso.date('must be a date as 2026-11-22');
const operation = z.object({ id: z.string().min(8).max(64) });
const proposing = operation
  .extend({
    part: z.string().max(60).refine(isOverlayPart, 'is nothing that is changed here'),
    value: z.json(),
    from: day,
    to: day.optional(),
    why: z.string().trim().min(1).max(300).optional(),
  })
  .refine(({ from, to }) => to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before the first day',
  });

/** Local truth: what holds, what was proposed, and what became of it. */
export function overlayRoutes(parts: CoordinatorParts): ConsoleRoute[] {
  const { overlays, people } = parts;
  const path = '/api/console/overlays';

  const audit = (staff: Staff, deed: string, { id }: { id: string }, request: string): Promise<void> =>
    people.audit(lookOf(staff, request), { action: `overlay.${deed}`, object: id, result: 'ok' });

  const deed = (name: 'approve' | 'refuse' | 'undo', action: Action): ConsoleRoute =>
    staffRoute(parts, { method: 'post', path: `${path}/:id/${name}`, body: 'json', action }, async (asked) => {
      const { staff, request, response } = asked;
      const { id } = bodyOf(operation, request);
      const found = await overlays.find(pathPart(request, 'id'));
      if (!found) throw new Problem('not_found');
      asked.require({ municipality: found.municipality });
      const done = await overlays[name](found.id, byOf(staff));
      await audit(staff, name, done, id);
      answer(response, 200, { overlay: overlayView(done, staff) });
    });

  return [
    staffRoute(parts, { method: 'get', path, action: 'overlay.read' }, async ({ staff, response, ...asked }) => {
      const municipality = staff.municipality.id;
      asked.require({ municipality });
      const history = await overlays.history(municipality, listed);
      answer(response, 200, {
        parts: overlays.parts(municipality),
        overlays: history.map((overlay) => overlayView(overlay, staff)),
      });
    }),
    staffRoute(parts, { method: 'post', path, body: 'json', action: 'overlay.propose' }, async (asked) => {
      const { staff, request, response } = asked;
      const { id, part, value, from, to, why } = bodyOf(proposing, request);
      const municipality = staff.municipality.id;
      asked.require({ municipality });
      const proposed = await overlays.propose({
        municipality,
        part: part,
        value,
        from,
        ...(to === undefined ? {} : { to }),
        ...(why === undefined ? {} : { why }),
        by: byOf(staff),
        requestId: id,
      });
      await audit(staff, 'propose', proposed, id);
      answer(response, 200, { overlay: overlayView(proposed, staff) });
    }),
    deed('approve', 'overlay.approve'),
    deed('refuse', 'overlay.propose'),
    deed('undo', 'overlay.undo'),
  ];
}

const byOf = ({ member: { id, name } }: Staff) => ({ id, name });

function overlayView(overlay: Overlay & { id: string }, { member }: Staff) {
  const { municipality: _municipality, proposed, decided, undone, ...shown } = overlay;
  return {
    ...shown,
    proposed: deedView(proposed),
    ...(decided ? { decided: deedView(decided) } : {}),
    ...(undone ? { undone: deedView(undone) } : {}),
    mine: proposed.by.id === member.id,
  };
}

const deedView = ({ by, at }: { by: { id: string; name: string }; at: number }) => ({
  by: by.name,
  at: new Date(at).toISOString(),
});
