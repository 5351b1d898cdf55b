import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LabelledError, readLabelled } from '../../src/understanding/labelled.ts';
import { newFolder } from './training-set.ts';

const write = (content: string): string => {
  const file = join(newFolder(), 'messages.jsonl');
  writeFileSync(file, content);
  return file;
};

test('a file is one message a line; empty lines and other fields are passed over', () => {
  const file = write(
    '\ufeff{"text":"hoi","intent":"a.b","id":7}\r\n\n{"text":"x","intent":"none","lang":"nl","alt":["c"],"split":"test"}',
  );
  expect(readLabelled(file)).toEqual([
    { text: 'hoi', intent: 'a.b' },
    { text: 'x', intent: 'none', lang: 'nl', alt: ['c'], split: 'test' },
  ]);
});

describe('bad input is named by its file and line', () => {
  test.each([
    ['no JSON', '{"text":"a","intent":"b"}\n{oops}', /messages\.jsonl:2: this is not JSON/],
    ['no intent', '{"text":"a"}', /messages\.jsonl:1: "intent": /],
    ['an empty text', '{"text":" ","intent":"b"}', /messages\.jsonl:1: "text": /],
    ['alternatives that are no list', '{"text":"a","intent":"b","alt":"c"}', /messages\.jsonl:1: "alt": /],
    ['no object', '[1]', /messages\.jsonl:1: /],
    ['nothing', '\n', /messages\.jsonl: there are no messages/],
  ])('%s', (_name, content, message) => {
    const file = write(content);
    expect(() => readLabelled(file)).toThrow(LabelledError);
    expect(() => readLabelled(file)).toThrow(message);
  });

  test('no file', () => {
    expect(() => readLabelled('/nowhere/x.jsonl')).toThrow(/^\/nowhere\/x\.jsonl cannot be read/);
  });
});
