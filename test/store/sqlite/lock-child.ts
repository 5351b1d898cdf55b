/** Takes the lock of a directory, says so, and holds it until it is killed. */
import { acquireLock } from '../../../src/store/sqlite/lock.ts';

const [directory = ''] = process.argv.slice(2);
acquireLock(directory, { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), after: () => () => {} });
process.stdout.write('locked\n');
setInterval(() => {}, 60_000);
