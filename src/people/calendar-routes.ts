import { Problem } from '../core/errors.ts';
import type { HttpResponse, Route } from '../core/http.ts';
import type { Language } from '../core/locale.ts';
import type { People } from './people.ts';

export interface CalendarRouteParts {
  people: Pick<People, 'calendar'>;
  /** What an appointment of this kind is called. */
  title: (language: Language, kind: string) => string;
  /** What somebody reads whose link has ended. */
  ended: (language: Language) => string;
}

const before = '/api/appointments/';
const ending = '.ics';

/** `GET /api/appointments/<token>.ics`: the calendar file that a link in the chat stands for. */
export const createCalendarRoutes = ({ people, title, ended }: CalendarRouteParts): Route[] => [
  {
    method: 'get',
    // A parameter of a path may not be longer than 100 characters; what a star stands for may.
    path: `${before}*`,
    async handle(request, response) {
      const { pathname } = new URL(request.url ?? '', 'http://host');
      if (!pathname.endsWith(ending)) throw new Problem('not_found');
      const found = await people.calendar(pathname.slice(before.length, -ending.length), title);
      if (found.result === 'unknown') throw new Problem('not_found');
      if (found.result === 'ended') return answer(response, 410, 'text/plain', ended(found.language));
      response.setHeader('content-disposition', 'attachment; filename="afspraak.ics"');
      answer(response, 200, 'text/calendar', found.file);
    },
  },
];

function answer(response: HttpResponse, status: number, type: string, text: string): void {
  const body = Buffer.from(text);
  response.statusCode = status;
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', body.length);
  response.end(body);
}
