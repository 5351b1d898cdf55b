import Holidays from 'date-holidays';

const dutch = new Holidays('NL', { types: ['public'] });
const known = new Map<number, ReadonlySet<string>>();

/** Whether nobody works in the Netherlands on this day (as 2026-12-25): the public holidays, also where a week has one. */
export function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  let days = known.get(year);
  if (!days) {
    days = new Set(dutch.getHolidays(year).map(({ date }) => date.slice(0, 10)));
    known.set(year, days);
  }
  return days.has(day);
}
