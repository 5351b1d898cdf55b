import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalRecognizer, type Progress } from '../../../src/understanding/local/recognizer.ts';
import type { Recognizer } from '../../../src/understanding/recognizer.ts';
import { newFolder, trainingSet, writeLocales } from '../training-set.ts';

const localesDir = writeLocales();
const modelsDir = join(newFolder(), 'models');
const progress: Progress[] = [];
let recognizer: Recognizer;

beforeAll(async () => {
  recognizer = await createLocalRecognizer({ localesDir, modelsDir, onProgress: (step) => progress.push(step) });
});

describe('recognizes', () => {
  test.each([
    ['wanneer is mijn volgende afspraak?', 'nl', 'appointments.next'],
    ['waneer is me afspraaak', 'nl', 'appointments.next'],
    ['Ik wil de afspraak annuleren!!', 'nl', 'appointments.cancel'],
    ['how much money do i get', 'en', 'ontzorgen.allowance'],
    ['WHERE IS THE TAALHUIS', 'en', 'taalhuis.where'],
    ['إيمتى موعدي؟', 'ar', 'appointments.next'],
    ['متى الafspraak', 'ar', 'appointments.next'],
    ['عنوان الtaalhuis', 'ar', 'taalhuis.where'],
    ['vertel nog een grap', 'nl', 'none'],
  ])('%s', async (utterance, language, intent) => {
    const recognition = await recognizer.recognize(utterance);
    expect(recognition.language).toBe(language);
    expect(recognition.intents[0]?.name).toBe(intent);
  });

  test('Arabic that is typed with Latin letters', async () => {
    const recognition = await recognizer.recognize('emta maw3adi', { language: 'ar' });
    expect(recognition.language).toBe('ar');
    expect(recognition.intents[0]?.name).toBe('appointments.next');
  });
});

test('the chances of all intents and none add up to 1, best first', async () => {
  const { intents } = await recognizer.recognize('when is my appointment');
  expect(intents.map(({ name }) => name).sort()).toEqual(
    ['appointments.cancel', 'appointments.next', 'none', 'ontzorgen.allowance', 'taalhuis.where'].sort(),
  );
  expect(intents.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 5);
  expect(intents.map(({ score }) => score)).toEqual(intents.map(({ score }) => score).sort((a, b) => b - a));
});

describe('the language', () => {
  test('is the saved one when a text could be either', async () => {
    for (const language of ['nl', 'en'] as const) {
      expect((await recognizer.recognize('taalhuis', { language })).language).toBe(language);
    }
  });

  test('is what the text is plainly in, whatever was saved', async () => {
    expect((await recognizer.recognize('wanneer moet ik naar het gemeentehuis', { language: 'en' })).language).toBe(
      'nl',
    );
    expect((await recognizer.recognize('متى موعدي', { language: 'nl' })).language).toBe('ar');
  });

  test('is only one of those that may be answered', async () => {
    const recognition = await recognizer.recognize('wanneer is mijn afspraak', { languages: ['en', 'ar'] });
    expect(recognition.language).toBe('en');
  });

  test.each(['ቆጸራይ መዓስ እዩ', '👍', '', '12-3'])('is not known by its script: %s', async (utterance) => {
    const recognition = await recognizer.recognize(utterance, { language: 'nl' });
    expect(recognition).toMatchObject({ language: 'nl', languageScore: 0, intents: [{ name: 'none', score: 1 }] });
  });
});

describe('the model file', () => {
  const files = (folder: string): string[] => readdirSync(folder);

  test('is trained once, with progress, and then read', async () => {
    expect(progress.map(({ about }) => about)).toEqual(['languages', 'ar', 'en', 'nl', 'done']);
    expect(files(modelsDir)).toHaveLength(1);
    const again: Progress[] = [];
    await createLocalRecognizer({ localesDir, modelsDir, onProgress: (step) => again.push(step) });
    expect(again).toEqual([]);
  });

  test('is the same, byte for byte, when it is trained again', async () => {
    const elsewhere = newFolder();
    await createLocalRecognizer({ localesDir, modelsDir: elsewhere });
    expect(files(elsewhere)).toEqual(files(modelsDir));
    const [name] = files(modelsDir);
    expect(readFileSync(join(elsewhere, name!)).equals(readFileSync(join(modelsDir, name!)))).toBe(true);
  });

  test('is another one when a line changes', async () => {
    const changed = writeLocales({ ...trainingSet, 'en/none.lu': '# none\n- the weather\n' });
    const folder = newFolder();
    await createLocalRecognizer({ localesDir: changed, modelsDir: folder });
    expect(files(folder)).not.toEqual(files(modelsDir));
  });

  test('is never used when half of it was written, or a byte is not what it was', async () => {
    const folder = newFolder();
    await createLocalRecognizer({ localesDir, modelsDir: folder });
    const file = join(folder, files(folder)[0]!);
    const whole = readFileSync(file);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 9]! ^= 1;
    for (const broken of [
      () => truncateSync(file, whole.length >> 1),
      () => writeFileSync(file, flipped),
      () => writeFileSync(file, ''),
    ]) {
      broken();
      const { recognize } = await createLocalRecognizer({ localesDir, modelsDir: folder });
      expect((await recognize('wanneer is mijn afspraak')).intents[0]?.name).toBe('appointments.next');
      expect(readFileSync(file).equals(whole)).toBe(true);
    }
  });

  test('is not there when a line cannot be read; the error says where it stands', async () => {
    const bad = writeLocales({ 'nl/a.lu': '# a.b\n- een\noops\n' });
    const folder = newFolder();
    await expect(createLocalRecognizer({ localesDir: bad, modelsDir: folder })).rejects.toThrow(/nl\/a\.lu:3: /);
    expect(files(folder)).toEqual([]);
  });
});
