import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { OverlayPart } from '../../src/core/overlay.ts';
import { checkMunicipality } from '../../src/knowledge/municipalities.ts';
import { fileWith } from '../../src/knowledge/overlays/file-with.ts';

const file = readFileSync(fileURLToPath(new URL('../../municipalities/wegstad.yaml', import.meta.url)), 'utf8');

test('what was approved stands in the file that is written, and everything else as it was', () => {
  const overlays: { part: OverlayPart; value: unknown }[] = [
    { part: 'contact', value: { phone: '0123 456 799' } },
    { part: 'taalhuis', value: null },
    { part: 'staff/joris', value: { teams: ['integration'], days: [5] } },
  ];
  const written = fileWith(file, overlays);
  expect(written.split('\n')[0]).toBe(file.split('\n')[0]);
  const { place, problems } = checkMunicipality(parse(written));
  expect(problems).toEqual([]);
  const before = checkMunicipality(parse(file)).place;
  expect(place?.contact).toEqual({ phone: '0123 456 799' });
  expect(place?.taalhuis).toBeUndefined();
  expect(place?.staff.find(({ id }) => id === 'joris')?.days).toEqual([5]);
  expect(place?.staff.filter(({ id }) => id !== 'joris')).toEqual(before?.staff.filter(({ id }) => id !== 'joris'));
  expect(place?.hours).toEqual(before?.hours);
});
