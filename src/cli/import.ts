import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../app.ts';
import { openDeliveries } from '../app/case-data.ts';
import { openStoreBeside } from '../app/open-store.ts';
import { dutchDay } from '../casedata/amsterdam-time.ts';
import { importFile } from '../casedata/import-file.ts';
import { readConfig } from '../config.ts';
import { caseKinds } from '../core/case-data.ts';
import { systemClock } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import { createLog } from '../core/log.ts';
import { loadMunicipalities } from '../knowledge/municipalities.ts';
import { parseDataKeys } from '../store/data-keys.ts';
import { loadOrCreateKeyFile } from '../store/key-file.ts';

const usage = `import -- ${caseKinds.join('|')} FILE [--municipality id] [--as-of 2026-12-31]`;

/** Writes a file of the municipality's own system, or says every row that is wrong; one line of JSON. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { municipality: { type: 'string' }, 'as-of': { type: 'string' } },
  });
  const kind = caseKinds.find((one) => one === positionals[0]);
  const file = positionals[1];
  if (!kind || file === undefined || positionals.length > 2) throw new Error(`Usage: npm run -s ${usage}`);
  const config = readConfig();
  const id = values.municipality ?? config.municipality;
  const municipality = loadMunicipalities(root.municipalities).get(id);
  if (!municipality || (municipality.demo && !config.demo))
    throw new Error(`There is no municipality ${id} that is served here.`);
  const asOf = values['as-of'] ?? dutchDay(statSync(file).mtimeMs);
  if (!/^20\d\d-\d\d-\d\d$/.test(asOf)) throw new Error('--as-of is not a date as 2026-12-31.');
  const bytes = readFileSync(file);
  const keys = config.dataKeys
    ? parseDataKeys(config.dataKeys)
    : loadOrCreateKeyFile(join(config.dataDir, 'data-keys'));
  const store = await openStoreBeside(config, keys);
  try {
    const { deliveries, ids } = openDeliveries(store, keys, createLog('error'));
    const report = await importFile(
      { kind, bytes, isJson: file.toLowerCase().endsWith('.json') },
      { municipality, asOf, now: systemClock.now() },
      { deliveries, ids, say },
    );
    for (const { kind: other, rows } of await deliveries.unfinished(id))
      say(`een import van ${other} (${rows} rijen) is niet afgemaakt, of loopt nog: voer dat bestand opnieuw in`);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    if (report.bad > 0) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

main().catch((error: unknown) => {
  say(reasonOf(error));
  process.exitCode = 2;
});
