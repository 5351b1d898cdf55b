import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { staffRoles } from '../../src/core/roles.ts';
import { MunicipalityError, loadMunicipalities } from '../../src/knowledge/municipalities.ts';

const shipped = join(import.meta.dirname, '../../municipalities');
const wegstad = readFileSync(join(shipped, 'wegstad.yaml'), 'utf8');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'municipalities-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function problemsOf(files: Record<string, string>): readonly string[] {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  try {
    loadMunicipalities(directory);
  } catch (error) {
    if (error instanceof MunicipalityError) return error.problems;
    throw error;
  }
  return [];
}

test('the demo municipalities load, complete enough to go live', () => {
  const places = loadMunicipalities(shipped);
  expect([...places.keys()]).toEqual(['overdam', 'wegstad']);
  for (const place of places.values()) {
    expect(place.demo).toBe(true);
    expect(new Set(place.staff.map(({ role }) => role))).toEqual(new Set(staffRoles));
    expect(place.teams.map((team) => team.id)).toEqual(['integration', 'income', 'taalhuis']);
    for (const field of ['controller', 'privacyPage', 'crisisContact', 'taalhuis'] as const)
      expect(place[field]).toBeTruthy();
  }
  expect(places.get('wegstad')?.hours[3]).toEqual([['09:00', '12:30']]);
});

test('every topic of a demo municipality has one team', () => {
  for (const place of loadMunicipalities(shipped).values()) {
    const topics = place.teams.flatMap((team) => team.topics).sort();
    expect(topics).toEqual([
      'appointments',
      'general',
      'leerroute',
      'life',
      'ontzorgen',
      'support',
      'taalhuis',
      'volunteer',
    ]);
  }
});

test('all problems of all files are named by file and field', () => {
  const problems = problemsOf({
    'wegstad.yaml': wegstad
      .replace('https://wegstad.example/privacy', 'http://wegstad.example/privacy')
      .replace('languages: [nl, en, ar]', 'languages: [nl, klingon]')
      .replace("3: [['09:00', '12:30']]", "3: [['12:30', '09:00']]")
      .replace('days: [1, 2, 4]', 'days: [1, 9]')
      .replace('phone: 0123 456 710', 'fone: 0123 456 710'),
    'broken.yaml': 'id: [broken',
    'empty.yaml': '',
  });
  const fields = problems.map((problem) => problem.split(': ').slice(0, 2).join(': '));
  expect(fields).toEqual(
    expect.arrayContaining([
      'empty.yaml: the file',
      'wegstad.yaml: privacyPage',
      'wegstad.yaml: languages.1',
      'wegstad.yaml: hours.3',
      'wegstad.yaml: staff.1.days.1',
      'wegstad.yaml: contact',
    ]),
  );
  expect(problems.filter((problem) => problem.startsWith('broken.yaml'))).not.toHaveLength(0);
});

test('a member of a team that is not there, an id twice and a wrong file name are refused', () => {
  const other = wegstad.replace('id: wegstad', 'id: weg').replace('teams: [income]', 'teams: [money]');
  expect(problemsOf({ 'other.yaml': other })).toEqual(['other.yaml: staff.2.teams.0: there is no team money']);
  const ids =
    loadMunicipalities(shipped)
      .get('wegstad')
      ?.staff.map(({ id }) => id) ?? [];
  const twin = wegstad.replace('id: wegstad', 'id: twin').replace('id: sanne', 'id: sanna');
  expect(problemsOf({ 'other.yaml': twin, 'wegstad.yaml': wegstad })).toEqual([
    'other.yaml: id: must be the name of the file',
    ...ids.slice(1).map((id, at) => `wegstad.yaml: staff.${at + 1}.id: ${id} stands in other.yaml too`),
  ]);
});

test('a directory without municipalities is a problem', () => {
  expect(problemsOf({})).toHaveLength(1);
});
