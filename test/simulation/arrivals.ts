import { dutchTime } from '../../src/core/office-hours.ts';
import { languages, type Language } from '../../src/core/locale.ts';
import type { Chance } from './random.ts';

/** One newcomer: when they come, and what they tap to reach a person. */
export interface Arrival {
  at: number;
  conversation: string;
  language: Language;
  /** The person that they show to be by a code. */
  person?: string;
  taps: string[];
  /** What they choose when nobody is there. */
  outOfHours: readonly string[];
}

/** How many come on which day (ISO); `share` of them outside office hours. */
export interface Plan {
  days: readonly { day: string; count: number }[];
}

/** Urgent ones are a quarter: letters, no money, and now and then a bailiff. */
function tapsOf(chance: Chance, isKnown: boolean): string[] {
  const rest = isKnown ? ['choose:yes'] : ['choose:skip', 'choose:yes'];
  const drawn = chance.next();
  if (drawn < 0.04) return ['ask:ontzorgen.debt'];
  if (drawn < 0.12) return ['ask:ontzorgen.missing_payment', ...rest];
  if (drawn < 0.25) return ['human:', 'choose:letter', ...rest];
  return ['human:', `choose:${chance.pick(['appointments', 'leerroute', 'ontzorgen', 'other', 'other'])}`, ...rest];
}

const ways = [
  ['ask:support.out_of_hours-wait'],
  ['ask:support.out_of_hours-write', 'Ik wil er nog iets bij zeggen.'],
  ['ask:support.out_of_hours-call', '06 00000000'],
];

export function arrivalsOf({ days }: Plan, people: readonly string[], chance: Chance): Arrival[] {
  const left = [...people];
  return days
    .flatMap(({ day, count }) => Array.from({ length: count }, () => momentOn(day, chance)))
    .sort((a, b) => a - b)
    .map((at, index) => {
      const person = index % 3 === 0 ? left.shift() : undefined;
      return {
        at,
        conversation: `c_web.simstad.n${index}`,
        language: languages[index % languages.length] ?? 'nl',
        ...(person ? { person } : {}),
        taps: tapsOf(chance, person !== undefined),
        outOfHours: chance.pick(ways),
      };
    });
}

/** Most by day, a third in the evening or the night. */
function momentOn(day: string, chance: Chance): number {
  const start = dutchTime(Date.parse(`${day}T12:00:00Z`))
    .startOf('day')
    .toMillis();
  const hour =
    chance.next() < 0.67 ? chance.between(8.5, 17) : chance.pick([chance.between(0, 8), chance.between(17.5, 24)]);
  return start + Math.floor(hour * 3_600_000);
}
