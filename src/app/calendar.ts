import { kindKey } from '../../dialogs/appointments/kind.ts';
import type { Route } from '../core/http.ts';
import { createCalendarRoutes } from '../people/calendar-routes.ts';
import type { Assembly } from './assemble.ts';

/** The calendar files, titled in the language of the conversation that gave the link. */
export const calendarRoutes = ({ people, texts }: Pick<Assembly, 'people' | 'texts'>): Route[] =>
  createCalendarRoutes({
    people,
    title: (language, kind) => (texts.has(kindKey(kind)) ? texts.say(language, kindKey(kind)).text : kind),
    ended: (language) => texts.say(language, 'appointments.calendar_ended').text,
  });
