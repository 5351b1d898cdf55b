import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  parseConversations,
  type ExampleConversation,
  type ExampleStep,
} from '../src/knowledge/example-conversations.ts';
import { createLocalRecognizer } from '../src/understanding/registry.ts';
import type { Recognizer } from '../src/understanding/recognizer.ts';
import { isLike, open, root, type Heard } from './content/play.ts';

// Trained once: the file is named for the phrases that it was trained on.
const modelsDir = join(tmpdir(), 'wegwijs-test-models');
let recognizer: Recognizer;

beforeAll(async () => {
  recognizer = await createLocalRecognizer({ localesDir: root.locales, modelsDir });
}, 180_000);

const files = readdirSync(root.dialogs, { recursive: true, encoding: 'utf8' })
  .filter((file) => /[\\/]conversations[\\/][^\\/]+\.yaml$/.test(file))
  .sort();

describe.each(files)('%s', (file) => {
  const conversations = parseConversations(readFileSync(join(root.dialogs, file), 'utf8'));
  test.each(conversations)('$language: $name', async (example) => {
    const played = await open(example, recognizer);
    try {
      for (const [at, step] of example.steps.entries()) {
        const heard = await played.does(step);
        expect({ step: at, ...shown(heard, step) }).toEqual({ step: at, ...expected(example, step) });
      }
    } finally {
      await played.close();
    }
  });
});

type Shown = Partial<Record<keyof Heard | 'contains' | 'lacks', unknown>>;

/** Of what was heard, as much as the example expects something of. */
function shown(heard: Heard, { expect: wanted }: ExampleStep): Shown {
  return {
    texts: heard.texts,
    ...(wanted.texts.length > 0 ? { language: heard.language } : {}),
    ...(wanted.intent === undefined ? {} : { intent: heard.intent }),
    ...(wanted.facts === undefined ? {} : { facts: heard.facts }),
    ...(wanted.ticket === undefined ? {} : { ticket: heard.ticket }),
    ...(wanted.buttons === undefined ? {} : { buttons: namedIn(wanted.buttons, heard.buttons) }),
    ...(wanted.contains?.every((part) => heard.text.includes(part)) === false ? { contains: heard.text } : {}),
    ...(wanted.lacks?.some((part) => heard.text.includes(part)) ? { lacks: heard.text } : {}),
  };
}

/** As the example names them, in the order in which they are shown. */
const namedIn = (named: readonly string[], shown: readonly string[]): string[] =>
  shown.flatMap((value) => named.find((one) => isLike(value, one)) ?? []);

function expected(example: ExampleConversation, { expect: wanted }: ExampleStep): Shown {
  const { contains: _contains, lacks: _lacks, language, ...rest } = wanted;
  return { ...rest, ...(wanted.texts.length > 0 ? { language: language ?? example.language } : {}) };
}
