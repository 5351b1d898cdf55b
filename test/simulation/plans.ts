import type { Simulation } from './simulate.ts';

/**
 * Two weeks in May 2026 with Ascension Day (Thursday the 14th), and a Tuesday on which letters of DUO fell on every mat;
 * then three days for what is left.
 */
export const fortnight: Simulation = {
  seed: 20260511,
  forgetful: 0.04,
  until: '2026-05-30',
  plan: {
    days: [
      ...['11', '12', '13', '15', '18', '20', '21', '22'].map((day) => ({ day: `2026-05-${day}`, count: 26 })),
      ...['14', '16', '17', '23', '24', '25'].map((day) => ({ day: `2026-05-${day}`, count: 7 })),
      { day: '2026-05-19', count: 150 },
    ].sort((a, b) => (a.day < b.day ? -1 : 1)),
  },
};

/** Four days of it, for the suite: a holiday, a bridge day, and an overload. */
export const short: Simulation = {
  seed: 7,
  forgetful: 0.05,
  until: '2026-05-22',
  plan: {
    days: [
      { day: '2026-05-13', count: 14 },
      { day: '2026-05-14', count: 4 },
      { day: '2026-05-15', count: 12 },
      { day: '2026-05-18', count: 50 },
    ],
  },
};
