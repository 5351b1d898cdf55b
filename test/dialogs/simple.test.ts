import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../content/play.ts';

const ending = '_simple';
const placeholders = (text: string): Set<string> =>
  new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''));

const texts = readdirSync(join(root.locales, 'nl'))
  .filter((file) => file.endsWith('.json') && file !== 'locale.json')
  .flatMap((file) => {
    const read = JSON.parse(readFileSync(join(root.locales, 'nl', file), 'utf8')) as Record<string, string>;
    return Object.entries(read).map(([key, text]) => [`${file.replace('.json', '')}.${key}`, text] as const);
  });
const simple = texts.filter(([key]) => key.endsWith(ending));

test('the texts that are said most have simpler words', () => {
  expect(simple.length).toBeGreaterThanOrEqual(10);
});

test.each(simple)('%s is shorter than what it stands for, and needs no other values', (key, text) => {
  const whole = texts.find(([other]) => other === key.slice(0, -ending.length))?.[1] ?? '';
  expect(text.length).toBeLessThan(whole.length);
  for (const name of placeholders(text)) expect(placeholders(whole)).toContain(name);
});
