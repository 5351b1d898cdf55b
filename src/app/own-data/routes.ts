import { Problem } from '../../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../../core/http.ts';
import { directionOf, type Language } from '../../core/locale.ts';
import type { OwnDataTicket } from '../../core/own-data.ts';
import type { OwnDataFile } from './export.ts';
import { readable, type SayText } from './readable.ts';
import type { OwnDataTickets } from './ticket.ts';

export interface OwnDataRouteParts {
  tickets: OwnDataTickets;
  /** Whether the conversation is still with this person: not after it was erased, or somebody else's code was used there. */
  isStillTheirs(ticket: OwnDataTicket): Promise<boolean>;
  /** Reads everything, and leaves an audit entry. */
  read(ticket: OwnDataTicket, request: string): Promise<OwnDataFile>;
  say: SayText;
  /** For the audit: one entry for each time. */
  newRequest(): string;
}

const formats = { text: 'text/plain; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
type Format = keyof typeof formats;

/**
 * The page behind the link that the chat gives: two buttons, each of which gives a file. Opening the page shows nothing of
 * anybody, so that a client that looks at every link by itself fetches nothing. No script: it works on any phone.
 */
export const createOwnDataRoutes = (parts: OwnDataRouteParts): Route[] => [
  {
    method: 'get',
    path: '/my-data',
    async handle(request, response) {
      const token = tokenIn(request);
      const ticket = await parts.tickets.read(token);
      const isOpen = ticket !== undefined && (await parts.isStillTheirs(ticket));
      // A token that was read is our own: letters, digits and dots.
      html(response, isOpen ? 200 : 410, pageOf(parts.say, ticket?.language ?? 'nl', isOpen ? token : undefined));
    },
  },
  ...(Object.keys(formats) as Format[]).map((format): Route => ({
    method: 'post',
    path: `/my-data/${format}`,
    body: 'raw',
    maxBytes: 1024,
    async handle(request, response) {
      const ticket = await parts.tickets.read(tokenIn(request));
      if (!ticket || !(await parts.isStillTheirs(ticket))) throw new Problem('gone');
      const file = await parts.read(ticket, parts.newRequest());
      const content = format === 'json' ? JSON.stringify(file, null, 2) : readable(file, ticket.language, parts.say);
      const name = `wegwijs-${file.madeAt.slice(0, 10)}.${format === 'json' ? 'json' : 'txt'}`;
      response.setHeader('cache-control', 'no-store');
      response.setHeader('content-type', formats[format]);
      response.setHeader('content-disposition', `attachment; filename="${name}"`);
      response.end(content);
    },
  })),
];

const tokenIn = (request: HttpRequest): string => new URLSearchParams(request.getQuery()).get('t') ?? '';

function html(response: HttpResponse, status: number, page: string): void {
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-security-policy', "default-src 'none'; form-action 'self'; frame-ancestors 'none'");
  response.end(page);
}

function pageOf(say: SayText, language: Language, token: string | undefined): string {
  const text = (key: string): string => escaped(say(language, `general.data_page_${key}`));
  const form = (format: Format): string =>
    `<form method="post" action="/my-data/${format}?t=${token}"><button>${text(format)}</button></form>`;
  const body = token
    ? `<p>${text('what')}</p><p>${text('careful')}</p>${form('text')}${form('json')}`
    : `<p>${text('ended')}</p>`;
  const head =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${text('title')}</title>`;
  const main = `<main><h1>${text('title')}</h1>${body}</main>`;
  return `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head>${head}</head><body>${main}</body></html>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');
