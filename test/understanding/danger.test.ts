import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createDanger } from '../../src/understanding/danger.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { createLocalRecognizer } from '../../src/understanding/registry.ts';
import { writeLocales } from './training-set.ts';

const localesDir = join(import.meta.dirname, '../../locales');
const isDanger = createDanger({ localesDir });
const sentences = parse(readFileSync(join(import.meta.dirname, 'danger-sentences.yaml'), 'utf8')) as Record<
  string,
  { danger: string[]; harmless: string[]; indirect: string[]; everyday: string[] }
>;

describe.each(Object.entries(sentences))('in %s', (_language, { danger, harmless }) => {
  test('there are enough sentences to measure by', () => {
    expect(danger.length).toBeGreaterThanOrEqual(30);
    expect(harmless.length).toBeGreaterThanOrEqual(30);
  });

  test('danger is seen by its words alone', () => {
    expect(danger.filter((sentence) => !isDanger(sentence).danger)).toEqual([]);
  });

  test('what only looks like danger is not', () => {
    expect(harmless.filter((sentence) => isDanger(sentence).danger)).toEqual([]);
  });
});

describe.each(Object.entries(sentences))(
  'by words and recognizer, in %s',
  (_language, { indirect, everyday, danger }) => {
    const minIndirect = 0.85;
    const maxEveryday = 0.15;
    let recognizer: Recognizer;
    beforeAll(async () => {
      recognizer = await createLocalRecognizer({ localesDir, modelsDir: join(tmpdir(), 'wegwijs-test-models') });
    }, 120_000);

    const raised = async (utterances: string[]): Promise<string[]> => {
      const recognitions = await Promise.all(utterances.map((utterance) => recognizer.recognize(utterance)));
      return utterances.filter((utterance, index) => isDanger(utterance, recognitions[index]).danger);
    };

    test('danger without a word of alarm is nearly always seen', async () => {
      expect((await raised(indirect)).length / indirect.length).toBeGreaterThanOrEqual(minIndirect);
    });

    test('daily life in the same words seldom raises it', async () => {
      expect((await raised(everyday)).length / everyday.length).toBeLessThanOrEqual(maxEveryday);
    });

    test('the recognizer takes nothing away from what the words say', async () => {
      expect(await raised(danger)).toEqual(danger);
    });
  },
);

describe('who and what', () => {
  test.each([
    ['ik wil dood', 'self', 'suicide'],
    ['mijn cliënt zegt dat ze dood wil', 'other', 'suicide'],
    ['my friend wants to kill herself', 'other', 'suicide'],
    ['mijn man slaat mij', 'self', 'violence'],
    ['my husband wants to kill me', 'self', 'violence'],
    ['my father stopped breathing', 'other', 'medical'],
    ['er is brand in mijn huis en ik kan niet weg', 'self', 'fire'],
    ['de buurman slaat zijn kinderen', 'other', 'child'],
    ['صديقتي تقول إنها تريد أن تموت', 'other', 'suicide'],
    ['زوجي يضربني', 'self', 'violence'],
    ['badi mout', 'self', 'suicide'],
  ])('%s: %s, %s', (utterance, about, kind) => {
    expect(isDanger(utterance)).toEqual({ danger: true, about, kind });
  });
});

describe('what the recognizer saw', () => {
  const seen = (score: number) => ({ intents: [{ name: 'support.emergency', score }] });

  test('raises it without any word of danger', () => {
    expect(isDanger('het is zover', seen(0.3))).toEqual({ danger: true, about: 'self' });
    expect(isDanger('het is zover', seen(0.1))).toEqual({ danger: false });
  });

  test('counts for less beside a harmless phrase, and the phrase does not hide danger', () => {
    expect(isDanger('mijn telefoon is dood', seen(0.4)).danger).toBe(false);
    expect(isDanger('mijn telefoon is dood', seen(0.9)).danger).toBe(true);
    expect(isDanger('ik ga dood van de honger en mijn man slaat mij').danger).toBe(true);
  });
});

test('a bad pattern is named with its file', () => {
  const words = {
    fire: ['ok'],
    suicide: ['...'],
    child: [],
    medical: [],
    violence: [],
    harmless: [],
    self: [],
    other: [],
    others: [],
  };
  const bad = writeLocales({ 'nl/danger.yaml': JSON.stringify(words) });
  expect(() => createDanger({ localesDir: bad })).toThrow(/nl\/danger\.yaml.*"suicide".*"\.\.\."/);
});
