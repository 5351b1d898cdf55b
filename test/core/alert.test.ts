import { expect, test } from '@jest/globals';
import { alertOf, conversationOf, isCrisisContactThere } from '../../src/core/alert.ts';
import type { Municipality } from '../../src/core/municipality.ts';

const place = (crisisContact?: Municipality['crisisContact']): Municipality => ({
  id: 'wegstad',
  name: 'Wegstad',
  demo: true,
  languages: ['nl'],
  hours: { 2: [['09:00', '17:00']] },
  teams: [],
  staff: [],
  contact: {},
  ...(crisisContact ? { crisisContact } : {}),
});
const tuesday = (time: string): number => Date.parse(`2026-11-24T${time}:00+01:00`);

test('a crisis contact is there in its own hours, without them in those of the office, and only by mail', () => {
  const contact = { name: 'Piket', email: 'piket@wegstad.example' };
  const there = (more: Partial<NonNullable<Municipality['crisisContact']>>, time: string): boolean =>
    isCrisisContactThere(place({ ...contact, ...more }), tuesday(time));
  expect([there({}, '10:00'), there({}, '17:00')]).toEqual([true, false]);
  const evening = { hours: { 2: [['17:00', '23:00']] as [string, string][] } };
  expect([there(evening, '10:00'), there(evening, '17:00')]).toEqual([false, true]);
  expect([there({ hours: 'always' }, '03:00'), there({ hours: {} }, '10:00')]).toEqual([true, false]);
  expect(isCrisisContactThere(place({ name: 'Piket', phone: '0123' }), tuesday('10:00'))).toBe(false);
  expect(isCrisisContactThere(place(), tuesday('10:00'))).toBe(false);
});

test('a conversation and its alert name each other', () => {
  expect(alertOf('c_web.wegstad.one')).toBe('a_web.wegstad.one');
  expect(conversationOf('a_web.wegstad.one')).toBe('c_web.wegstad.one');
});
