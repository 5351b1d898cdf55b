// node .ci/sum.mjs FAILED_STEPS DIRECTORY: adds up jest's JSON reports there; the last line is "N passed, N failed".
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [failedSteps, directory] = process.argv.slice(2);
const reports = readdirSync(directory).map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')));
const sum = (count) => reports.map(count).reduce((total, n) => total + n, 0);

const passed = sum((report) => report.numPassedTests);
// A suite that could not start has no tests to count: it is one failure itself.
const failed = Number(failedSteps) + sum((report) => report.numFailedTests + report.numRuntimeErrorTestSuites);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
