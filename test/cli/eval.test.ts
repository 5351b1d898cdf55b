import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseLu } from '../../src/understanding/lu.ts';
import { newFolder, trainingSet } from '../understanding/training-set.ts';

const script = join(import.meta.dirname, '../../src/cli/eval.ts');

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

/** The invented training set as a file of labelled messages: every fourth line to test on. */
function labelledFile(): string {
  const rows = Object.entries(trainingSet).flatMap(([name, source]) =>
    parseLu(source, name).map((line, index) => ({
      ...line,
      lang: name.slice(0, 2),
      split: index % 4 === 3 ? 'test' : 'train',
    })),
  );
  const file = join(newFolder(), 'labelled.jsonl');
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return file;
}

test('learns from one part of a file, scores the other, and prints one line of JSON', () => {
  const file = labelledFile();
  const { status, stdout } = run(file, '--train', file);
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(1);
  const evaluation = JSON.parse(lines[0]!) as Record<string, unknown>;
  expect(evaluation).toMatchObject({ recognizer: 'local', n: 15, inScope: 12 });
  expect(evaluation.accuracy).toBeGreaterThan(0.5);
  expect(evaluation.languageAccuracy).toBeGreaterThan(0.8);
  expect(Object.keys(evaluation)).toEqual(
    expect.arrayContaining([
      'macroF1',
      'accuracyAtThreshold',
      'clarified',
      'reached',
      'oosRecall',
      'byIntent',
      'p50us',
      'p99us',
    ]),
  );
});

describe('ends with 2 and says why, on stderr only', () => {
  const bad = join(newFolder(), 'bad.jsonl');
  writeFileSync(bad, '{"text":"hoi","intent":"a"}\n{"text":"hoi"}\n');
  test.each([
    ['no file', [], /Name one file/],
    ['a file that is not there', ['/nowhere/x.jsonl'], /\/nowhere\/x\.jsonl cannot be read/],
    ['a bad line', [bad], /bad\.jsonl:2: "intent"/],
    ['a fold that is no number', [bad, '--fold', 'one'], /--fold is one/],
    ['an unknown recognizer', [bad, '--recognizer', 'watson'], /no recognizer "watson"/],
    ['an option that is none', [bad, '--nope'], /--nope/],
    ['training elsewhere', [bad, '--recognizer', 'clu', '--train', bad], /--train is for the local recognizer only/],
    ['an adapter that is not there', [bad, '--recognizer', 'luis'], /no adapter for luis/],
  ])('%s', (_name, args, reason) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(reason);
  });
});
