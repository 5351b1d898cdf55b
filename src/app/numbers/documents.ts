import type { MunicipalityId } from '../../core/ids.ts';
import { collection } from '../../store/store.ts';

/**
 * What is counted. `question`: a message or button that the bot answered, by how; `waited`: a question to a person, by
 * how long its first answer took; `promise`: kept or broken; `claim`: taken, or lost by silence.
 */
export type Kind = 'question' | 'waited' | 'promise' | 'claim';

/** One thing that happened, as far as it is counted: nothing of who or what was said. */
export interface Tally {
  kind: Kind;
  /** The first half of an intent's name; `none` where nothing was understood. */
  topic: string;
  language: string;
  outcome: string;
}

/** Stays while its day may be counted again. The id is a hash of what it counts, so that nothing is counted twice. */
export const tallies = collection<Tally, { bucket: string; key: string; at: number }>({
  name: 'tallies',
  indexes: [['bucket', 'key'], ['at']],
});

export const bucketOf = (municipality: MunicipalityId, day: string): string => `${municipality}/${day}`;

/** `<kind>|<topic>|<language>|<outcome>` → how many, of one day. The id is the bucket. */
export const dayNumbers = collection<Record<string, number>, { municipality: string; day: string }>({
  name: 'day_numbers',
  indexes: [['municipality', 'day'], ['day']],
});

/** How far something was counted: the seq in a conversation (its id), or the time up to which tickets were read. */
export const countedUpTo = collection<{ upTo: number }, Record<string, never>>({ name: 'counted', indexes: [] });

const dayMs = 24 * 3_600_000;
/** What is older is not counted any more; tallies stay a day longer. */
export const countedForMs = 8 * dayMs;
export const talliesStayMs = countedForMs + 2 * dayMs;
/** Exact counts of a day, without persons. */
export const dayNumbersStayMs = 3 * 366 * dayMs;
