import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadFacts } from '../../src/knowledge/facts.ts';
import { loadTexts, type TextLibrary } from '../../src/knowledge/texts.ts';
import { contentFolder, factRow } from './content-folder.ts';

const general = {
  source_seen: '{{title}} {{date}}',
  source_second_hand: '{{title}} tweedehands',
  source_usual: 'Zo is het meestal.',
};

interface World {
  facts: string[];
  texts: Record<string, string>;
  english?: Record<string, string>;
  day?: string;
  showsUnconfirmed?: boolean;
}

async function load(world: World): Promise<TextLibrary & { setDay(day: string): void }> {
  const root = contentFolder({
    'dialogs/money/facts.yaml': world.facts.join(''),
    'locales/nl/general.json': general,
    'locales/nl/money.json': world.texts,
    'locales/nl/locale.json': {},
    'locales/en/money.json': world.english ?? {},
    'locales/en/locale.json': {},
  });
  let day = world.day ?? '2026-11-25';
  const texts = await loadTexts(join(root, 'locales'), loadFacts(join(root, 'dialogs')), {
    today: () => day,
    showsUnconfirmed: world.showsUnconfirmed ?? true,
  });
  return { ...texts, setDay: (next) => void (day = next) };
}

test('the value that holds on the day is said, and its source', async () => {
  const source = (title: string) => ({ title, date: '2026-01-01' });
  const texts = await load({
    facts: [
      factRow('F1', { value: 50, validTo: '2026-12-31', source: source('Oude regeling') }),
      factRow('F1', { value: 60, validFrom: '2027-01-01', source: source('Nieuwe regeling') }),
    ],
    texts: { price: 'Het kost {{F1}} euro.' },
    day: '2026-12-31',
  });
  expect(texts.say('nl', 'money.price').text).toBe('Het kost 50 euro.');
  expect(texts.source('nl', ['F1'])).toBe('Oude regeling donderdag 1 januari 2026');
  texts.setDay('2027-01-01');
  expect(texts.say('nl', 'money.price').text).toBe('Het kost 60 euro.');
  expect(texts.source('nl', ['F1'])).toMatch('Nieuwe regeling');
});

test('numbers are written as the language does, years and telephone numbers as they stand', async () => {
  const texts = await load({
    facts: [factRow('F1', { value: 10000 }), factRow('F2', { value: '2022' }), factRow('F3a', { value: 1.5 })],
    texts: { all: '{{F1}}, {{F2}}, {{F3a}}' },
    english: { all: '{{F1}}, {{F2}}, {{F3a}}' },
  });
  expect(texts.say('nl', 'money.all').text).toBe('10.000, 2022, 1,5');
  expect(texts.say('en', 'money.all').text).toBe('10,000, 2022, 1.5');
});

describe('a fact that nobody confirmed', () => {
  const world = {
    facts: [factRow('F1', { value: 8, confidence: 'V3' })],
    texts: { wait: 'Meestal {{F1}} weken.', wait_unconfirmed: 'Vraag het bij DUO.' },
  };

  test('is said, or its text is replaced by the one without it', async () => {
    const open = await load(world);
    expect(open.say('nl', 'money.wait')).toMatchObject({ text: 'Meestal 8 weken.', facts: ['F1'] });
    const strict = await load({ ...world, showsUnconfirmed: false });
    expect(strict.say('nl', 'money.wait')).toMatchObject({ text: 'Vraag het bij DUO.', facts: [] });
    expect(strict.say('en', 'money.wait')).toMatchObject({ text: 'Vraag het bij DUO.', language: 'nl' });
  });

  test('without such a text nothing is said at all: loading fails and names it', async () => {
    const lacking = { ...world, texts: { wait: 'Meestal {{F1}} weken.' }, showsUnconfirmed: false };
    await expect(load(lacking)).rejects.toThrow('texts with facts that nobody confirmed: money.wait');
  });

  test('that ran out is replaced everywhere', async () => {
    const texts = await load({ ...world, facts: [factRow('F1', { value: 8, validTo: '2026-12-31' })] });
    expect(texts.say('nl', 'money.wait').text).toBe('Meestal 8 weken.');
    texts.setDay('2027-01-01');
    expect(texts.say('nl', 'money.wait').text).toBe('Vraag het bij DUO.');
  });
});

test('a source is named once, and what is open is no source', async () => {
  const texts = await load({
    facts: [factRow('F1'), factRow('F1a'), factRow('F2', { confidence: 'open' }), factRow('F3', { confidence: 'G' })],
    texts: {},
  });
  expect(texts.source('nl', ['F1', 'F1a', 'F2', 'F3']).split('\n')).toEqual([
    'Een wet donderdag 1 januari 2026',
    'Zo is het meestal.',
  ]);
});
