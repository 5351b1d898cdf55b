import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { NoticeSettings } from '../core/notice.ts';
import { oneself } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import { answer } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

/** How a member of staff hears that somebody waits. */
export interface ConsoleNotices {
  of(municipality: string, staff: string): Promise<NoticeSettings>;
  set(municipality: string, staff: string, settings: NoticeSettings): Promise<void>;
  /** Whether mail leaves this installation at all. */
  isMailOn: boolean;
}

const each = z.strictObject({ urgent: z.boolean(), normal: z.boolean() });
const body = z.strictObject({ mail: each, browser: each });

/** `GET` and `PUT /api/console/me/notify`: one's own choice, and where mail goes. */
export function notifyRoutes(parts: ConsoleParts & { notices: ConsoleNotices }): ConsoleRoute[] {
  const { notices } = parts;
  const own = { path: '/api/console/me/notify', action: 'settings.own' } as const;
  return [
    staffRoute(parts, { method: 'get', ...own }, async ({ staff, response, require }) => {
      require(oneself(staff));
      const { member, municipality } = staff;
      const { email } = member.contact ?? {};
      const settings = await notices.of(municipality.id, member.id);
      answer(response, 200, { ...settings, ...(email && notices.isMailOn ? { mailGoesTo: email } : {}) });
    }),
    staffRoute(parts, { method: 'put', body: 'json', ...own }, async ({ staff, request, response, require }) => {
      require(oneself(staff));
      const parsed = body.safeParse(request.body);
      if (!parsed.success) throw new Problem('bad_request');
      await notices.set(staff.municipality.id, staff.member.id, parsed.data);
      answer(response, 200, parsed.data);
    }),
  ];
}
