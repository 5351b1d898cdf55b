import { z } from 'zod';
import { Problem } from '../../core/errors.ts';
import { localeTag } from './client-activity.ts';
import type { Wishes } from './grants.ts';

const directLineBody = z.object({
  user: z.object({ id: z.string().max(100).nullish() }).nullish(),
  locale: localeTag.optional().catch(undefined),
  municipality: z.string().max(100).nullish(),
});

const pageBody = z.object({ municipality: z.string().max(100).nullish(), language: localeTag.nullish() });

/** Of a standard client, with our `municipality` beside. Only ids that start with `dl_` may be chosen. */
export function readWishes(body: unknown, isMunicipality: (id: string) => boolean): Wishes {
  const { user, locale, municipality } = check(directLineBody, body);
  const id = user?.id ?? undefined;
  const chosen = id !== undefined && /^dl_[\w.-]{1,97}$/.test(id) ? { user: id } : {};
  return { ...chosen, ...(locale && { locale }), ...known(municipality, isMunicipality) };
}

/** Of our own chat page. */
export function readPageWishes(body: unknown, isMunicipality: (id: string) => boolean): Wishes {
  const { municipality, language } = check(pageBody, body);
  return { ...(language && { locale: language }), ...known(municipality, isMunicipality) };
}

function check<Out>(schema: z.ZodType<Out>, body: unknown): Out {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw new Problem('bad_request', undefined, { details: { fields } });
}

function known(municipality: string | null | undefined, isMunicipality: (id: string) => boolean) {
  if (municipality === null || municipality === undefined) return {};
  if (!isMunicipality(municipality)) {
    throw new Problem('bad_request', 'This municipality is not served here.', {
      details: { fields: ['municipality'] },
    });
  }
  return { municipality };
}
