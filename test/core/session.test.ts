import { expect, test } from '@jest/globals';
import type { LinkedIdentity, Person } from '../../src/core/person.ts';
import { isSessionOpen, mayAnswerPersonally, sessionMs, type Session } from '../../src/core/session.ts';

const now = 1_800_000_000_000;
const open: Session = { person: 'p', openedAt: now - 1, by: 'pin' };

test('a session lasts ten minutes from when it was opened, for one person', () => {
  expect(sessionMs).toBe(600_000);
  const session: Session = { person: 'p', openedAt: now, by: 'code' };
  expect(isSessionOpen(session, 'p', now)).toBe(true);
  expect(isSessionOpen(session, 'p', now + sessionMs - 1)).toBe(true);
  expect(isSessionOpen(session, 'p', now + sessionMs)).toBe(false);
  expect(isSessionOpen(session, 'p', now - 1)).toBe(false);
  expect(isSessionOpen(session, 'q', now)).toBe(false);
  expect(isSessionOpen(undefined, 'p', now)).toBe(false);
});

const cases: [string, Partial<LinkedIdentity>, Partial<Person>, { linkOnly: boolean; inSession: boolean }][] = [
  ['a phone that the record says is not shared', {}, { sharedPhone: false }, { linkOnly: true, inSession: true }],
  ['a phone of which nothing is known', {}, {}, { linkOnly: false, inSession: true }],
  ['a shared phone', {}, { sharedPhone: true }, { linkOnly: false, inSession: true }],
  ['a phone that they call their own', { isOwnDevice: true }, {}, { linkOnly: true, inSession: true }],
  [
    'one that they call their own, the record shared',
    { isOwnDevice: true },
    { sharedPhone: true },
    { linkOnly: false, inSession: true },
  ],
  [
    'a phone where two people used a code',
    { isShared: true, isOwnDevice: true },
    { sharedPhone: false },
    { linkOnly: false, inSession: true },
  ],
  [
    'a phone that changed',
    { isChanged: true, isOwnDevice: true },
    { sharedPhone: false },
    { linkOnly: false, inSession: true },
  ],
  ['the web', { channel: 'web' }, { sharedPhone: false }, { linkOnly: false, inSession: true }],
  ['the web on their own phone', { channel: 'web', isOwnDevice: true }, {}, { linkOnly: true, inSession: true }],
  [
    'a link to somebody else',
    { person: 'q', isOwnDevice: true },
    { sharedPhone: false },
    { linkOnly: false, inSession: false },
  ],
];

test.each(cases)('%s', (_, identityFields, personFields, expected) => {
  const identity: LinkedIdentity = { channel: 'whatsapp', person: 'p', linkedAt: 0, ...identityFields };
  const person: Person = { id: 'p', municipality: 'wegstad', displayName: 'P', ...personFields };
  expect(mayAnswerPersonally({ identity, person, now })).toBe(expected.linkOnly);
  expect(mayAnswerPersonally({ identity, person, session: open, now })).toBe(expected.inSession);
  const ended = { ...open, openedAt: now - sessionMs };
  expect(mayAnswerPersonally({ identity, person, session: ended, now })).toBe(expected.linkOnly);
});

test('without a link nothing personal is said, session or not', () => {
  const person: Person = { id: 'p', municipality: 'wegstad', displayName: 'P', sharedPhone: false };
  expect(mayAnswerPersonally({ identity: undefined, person, session: open, now })).toBe(false);
});
