import { languages } from '../../src/core/locale.ts';
import type { Municipality, OpenHours, StaffMember } from '../../src/core/municipality.ts';
import type { DemoPeople } from '../../src/people/demo-people.ts';

/** Whole days with half an hour of lunch. */
const week = (days: readonly number[], from = '08:30', to = '17:00'): OpenHours =>
  Object.fromEntries(
    days.map((day) => [
      day,
      [
        [from, '12:15'],
        ['12:45', to],
      ],
    ]),
  );
const morning = (days: readonly number[]): OpenHours =>
  Object.fromEntries(days.map((day) => [day, [['08:30', '12:15']]]));

const worker = (id: string, teams: string[], more: Partial<StaffMember> = {}): StaffMember => ({
  id,
  name: `Medewerker ${id}`,
  role: 'case_worker',
  teams,
  ...more,
});

/** Twelve who answer, most of them part-time, one on leave for a week, and one who spreads the work. */
export const town: Municipality = {
  id: 'simstad',
  name: 'Simstad',
  demo: true,
  languages: [...languages],
  hours: week([1, 2, 3, 4, 5]),
  teams: [
    { id: 'integration', name: 'Inburgering', topics: ['appointments', 'leerroute', 'support', 'general', 'life'] },
    { id: 'income', name: 'Inkomen', topics: ['ontzorgen'] },
  ],
  staff: [
    worker('a1', ['integration']),
    worker('a2', ['integration'], { hours: week([1, 2, 3, 4]) }),
    worker('a3', ['integration'], { hours: week([1, 3, 5]) }),
    worker('a4', ['integration'], { days: [1, 2, 4] }),
    worker('a5', ['integration'], { hours: { ...week([2, 4]), ...morning([1, 3, 5]) } }),
    worker('a6', ['integration'], { hours: week([1, 2, 4, 5], '09:30', '16:00') }),
    worker('a7', ['integration'], { hours: morning([1, 2, 3, 4, 5]) }),
    worker('a8', ['integration'], { absences: [{ from: '2026-05-18', to: '2026-05-22' }] }),
    worker('i1', ['income']),
    worker('i2', ['income'], { days: [1, 2, 3, 4] }),
    worker('i3', ['income'], { hours: week([2, 3, 5], '09:00', '17:00') }),
    worker('i4', ['income'], { hours: week([1, 4, 5]) }),
    { ...worker('c1', ['integration', 'income']), role: 'coordinator' },
  ],
  contact: { phone: '0123 000 000' },
};

const letters = (index: number): string => String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26));

/** Every third newcomer is known and has a case worker. */
export const known = (count: number): DemoPeople => ({
  municipality: town.id,
  source: 'Simstad',
  routeSource: 'Simstad',
  paymentSource: 'Simstad',
  people: Array.from({ length: count }, (_, index) => ({
    id: `demo-${letters(index)}`,
    displayName: `Inwoner ${index}`,
    language: languages[index % languages.length] ?? 'nl',
    law: '2021' as const,
    group: 'asylum' as const,
    caseWorker: `a${(index % 8) + 1}`,
    appointments: [],
    payments: [],
  })),
});
