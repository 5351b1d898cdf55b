import { Problem } from '../core/errors.ts';
import type { HttpRequest } from '../core/http.ts';

/** Throws `forbidden` for what a page of another site sends: browsers say so in one of these headers. */
export function requireSameOrigin({ headers }: Pick<HttpRequest, 'headers'>, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('forbidden');
  const { origin } = headers;
  if (origin === undefined || origin === new URL(publicUrl).origin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== headers.host) throw new Problem('forbidden');
}
