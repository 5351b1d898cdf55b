import type { Reading } from './read-values.ts';

/** The keys of the systems that deliver case data. A municipality may have two while they are being changed. */
export type CaseDataConfig = { municipality: string; key: string }[];

/** Absent = off. Pushes what is refused to `problems`, and what the start says to `notices`. */
export function readCaseData({ values, problems }: Reading, notices: string[]): CaseDataConfig | undefined {
  const given = values.CASEDATA_API_KEYS;
  if (!given) {
    notices.push('/api/casedata is off: CASEDATA_API_KEYS is not set.');
    return undefined;
  }
  const keys = given.split(',').map((part) => {
    const [municipality = '', ...key] = part.trim().split(':');
    return { municipality, key: key.join(':') };
  });
  if (new Set(keys.map(({ key }) => key)).size < keys.length)
    problems.push('CASEDATA_API_KEYS has one key twice: each municipality needs its own.');
  return keys;
}
