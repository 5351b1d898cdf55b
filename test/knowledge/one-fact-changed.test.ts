import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Language } from '../../src/core/locale.ts';
import { loadFacts } from '../../src/knowledge/facts.ts';
import { loadTexts } from '../../src/knowledge/texts.ts';

const repository = join(import.meta.dirname, '../..');
const locales = join(repository, 'locales');
const languages: Language[] = ['nl', 'en', 'ar'];
const changed = mkdtempSync(join(tmpdir(), 'facts-'));
afterAll(() => rmSync(changed, { recursive: true }));

/** The texts as they stand in the files, by language and key. */
const templates = languages.flatMap((language) =>
  readdirSync(join(locales, language))
    .filter((file) => file.endsWith('.json') && file !== 'locale.json')
    .flatMap((file) => {
      const texts = JSON.parse(readFileSync(join(locales, language, file), 'utf8')) as Record<string, string>;
      const topic = file.replace('.json', '');
      return Object.entries(texts).map(([key, template]) => ({ language, key: `${topic}.${key}`, template }));
    }),
);

async function everythingSaid(dialogs: string): Promise<string[]> {
  const texts = await loadTexts(locales, loadFacts(dialogs), { today: () => '2026-11-25', showsUnconfirmed: true });
  return templates.map(({ language, key }) => texts.say(language, key).text);
}

test('another exam price, changed in one place, changes the answers in every language and nothing else', async () => {
  cpSync(join(repository, 'dialogs'), changed, { recursive: true });
  const file = join(changed, 'leerroute/facts.yaml');
  const facts = readFileSync(file, 'utf8');
  const raised = facts.replace(/(- id: F87\n(?: {2}.*\n)*? {2}value: )50\n/, '$161\n');
  expect(raised).not.toBe(facts);
  writeFileSync(file, raised);

  const before = await everythingSaid(join(repository, 'dialogs'));
  const after = await everythingSaid(changed);
  const expected = before.map((text, i) =>
    templates[i]?.template.includes('{{F87}}') ? text.replaceAll(/(?<!\d)50(?!\d)/g, '61') : text,
  );

  expect(after).toEqual(expected);
  const differing = templates.filter((_, i) => before[i] !== after[i]);
  for (const language of languages)
    expect(differing.filter((text) => text.language === language).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['leerroute.exam', 'leerroute.exam_asylum', 'leerroute.exam_family']),
    );
});
