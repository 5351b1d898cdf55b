import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../app.ts';
import { openCommandStore } from '../app/command-store.ts';
import { systemClock } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import { loadMunicipalities } from '../knowledge/municipalities.ts';
import { fileWith } from '../knowledge/overlays/file-with.ts';
import { stayingOverlays } from '../knowledge/overlays/overlays.ts';

const usage = 'export:municipality -- ID [--out FILE]';

/** Writes what was approved in the console into the municipality's file, for a commit; one line of JSON. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  const [id] = positionals;
  if (!id) throw new Error(`Which one? Usage: npm run -s ${usage}`);
  const file = loadMunicipalities(root.municipalities).get(id);
  if (!file) throw new Error(`There is no municipality ${id}.`);
  const source = join(root.municipalities, `${id}.yaml`);
  const store = await openCommandStore();
  try {
    const { staying, passing } = await stayingOverlays(store, file, systemClock.now());
    const written = fileWith(readFileSync(source, 'utf8'), staying);
    const out = values.out ?? source;
    writeFileSync(out, written);
    const parts = staying.map(({ part }) => part);
    process.stdout.write(`${JSON.stringify({ file: out, parts, notWritten: passing.map(({ part }) => part) })}\n`);
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 2;
});
