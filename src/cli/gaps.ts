import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCommandStore } from '../app/command-store.ts';
import { luLines } from '../app/gaps/gaps.ts';
import { readConfig } from '../config.ts';
import { reasonOf } from '../core/errors.ts';

/**
 * What coordinators said was meant, by language and intent, as one line of JSON; with `--out DIR` also as `.lu` files, for
 * who adds them to `locales/`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { municipality: { type: 'string' }, out: { type: 'string' } } });
  const store = await openCommandStore();
  try {
    const lines = await luLines(store, values.municipality ?? readConfig().municipality);
    if (values.out) {
      mkdirSync(values.out, { recursive: true });
      for (const [language, intents] of Object.entries(lines))
        writeFileSync(join(values.out, `${language}.lu`), luFile(intents));
    }
    process.stdout.write(`${JSON.stringify(lines)}\n`);
  } finally {
    await store.close();
  }
}

const luFile = (intents: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(intents)
    .map(([intent, texts]) => `# ${intent}\n${texts.map((text) => `- ${text}\n`).join('')}`)
    .join('\n');

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 2;
});
