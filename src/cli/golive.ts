import { root } from '../app.ts';
import { openCommandStore } from '../app/command-store.ts';
import { goLiveOf } from '../app/go-live/go-live.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import { loadMunicipalities } from '../knowledge/municipalities.ts';

const signs = { done: '[x]', missing: '[ ]', advised: '[-]' } as const;

/** Says what a municipality lacks before it can open; one line of JSON. Exit 1 while something is missing. */
async function main(): Promise<void> {
  const config = readConfig();
  const [id = config.municipality] = process.argv.slice(2);
  const place = loadMunicipalities(root.municipalities).get(id);
  if (!place) throw new Error(`There is no municipality ${id}.`);
  const store = await openCommandStore();
  try {
    const checks = await goLiveOf({ config, store, locales: root.locales, now: () => systemClock.now() }, place);
    for (const { id: check, state, detail } of checks)
      process.stderr.write(`${signs[state]} ${check}${detail ? ` (${detail})` : ''}\n`);
    const missing = checks.filter(({ state }) => state === 'missing').map(({ id: check }) => check);
    process.stdout.write(`${JSON.stringify({ municipality: id, ready: missing.length === 0, missing, checks })}\n`);
    if (missing.length > 0) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 2;
});
