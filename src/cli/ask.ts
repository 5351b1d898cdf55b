import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../app.ts';
import { ask } from '../app/ask.ts';
import { readConfig } from '../config.ts';
import { reasonOf } from '../core/errors.ts';
import { isLanguage, languages } from '../core/locale.ts';
import { createLog } from '../core/log.ts';
import { createLocalRecognizer } from '../understanding/registry.ts';

const usage = 'ask -- "text" [--lang xx] [--as demo-person] [--municipality id]';

/** Prints one line of JSON: what the message would be answered, and why. Keeps nothing but the trained model. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { lang: { type: 'string' }, as: { type: 'string' }, municipality: { type: 'string' } },
  });
  const text = positionals.join(' ').trim();
  if (!text) throw new Error(`There is no message. Usage: npm run -s ${usage}`);
  const { lang, as } = values;
  if (lang !== undefined && !isLanguage(lang))
    throw new Error(`--lang is ${lang}: it must be one of ${languages.join(', ')}.`);
  const config = readConfig();
  const log = createLog('error');
  const recognizer = await createLocalRecognizer({
    localesDir: root.locales,
    modelsDir: join(config.dataDir, 'models'),
    onProgress: ({ step, steps, about }) =>
      void process.stderr.write(`training the recognizer: ${about} (${step}/${steps})\n`),
  });
  const asked = await ask(root, recognizer, log, {
    text,
    municipality: values.municipality ?? config.municipality,
    ...(lang ? { language: lang } : {}),
    ...(as ? { as } : {}),
  });
  process.stdout.write(`${JSON.stringify(asked)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 2;
});
