// node run.mjs [--outputFile FILE] [NAME…]: runs the tests whose file name holds a NAME, one file after the other. The
// last line is "N passed, N failed"; FILE gets the same counts as jest writes them, which is what .ci/run adds up.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';

/** Far more than they take: this ends what hangs. */
const testTimeoutMs = 120_000;
const runTimeoutMs = 20 * 60_000;

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, outputFile: { type: 'string' } },
  allowPositionals: true,
});
const isWanted = (name) => positionals.length === 0 || positionals.some((part) => name.includes(part));
const directory = import.meta.dirname;
const files = readdirSync(directory)
  .filter((name) => name.endsWith('.test.mjs') && isWanted(name))
  .map((name) => join(directory, name));

const counts = { passed: 0, failed: 0, skipped: 0 };
const events = run({
  files,
  execArgv: ['--test-force-exit'],
  concurrency: false,
  timeout: testTimeoutMs,
  signal: AbortSignal.timeout(runTimeoutMs),
});
events.on('test:summary', (summary) => {
  if (summary.file !== undefined) return;
  counts.passed = summary.counts.passed;
  counts.failed = summary.counts.failed + summary.counts.cancelled;
  counts.skipped = summary.counts.skipped;
});
await pipeline(events, new spec(), process.stdout, { end: false });

const { passed, failed, skipped } = counts;
const isGreen = failed === 0 && passed > 0;
if (values.outputFile) {
  const report = { success: isGreen, numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped };
  writeFileSync(values.outputFile, JSON.stringify({ ...report, numRuntimeErrorTestSuites: 0 }));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = isGreen ? 0 : 1;
