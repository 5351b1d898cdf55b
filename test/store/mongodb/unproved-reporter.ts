import { findServer } from '../../stand-ins/mongo-server/launch.ts';

/** What only a real MongoDB can show. */
const proofs = ['query plans', 'majority', 'elections', 'failover'];
const suite = 'test/store/mongodb/real-server.test.ts';

/** What jest tells its reporters, as far as it is read here. */
interface Run {
  testResults: { testFilePath: string; testResults: { title: string; status: string }[] }[];
}

/** Says in the last line of a run which of it that run did not prove; nothing where it ran other suites only. */
export default class UnprovedReporter {
  onRunComplete(_: unknown, { testResults }: Run): void {
    const result = testResults.find(({ testFilePath }) => testFilePath.endsWith(suite));
    if (!result) return;
    const passed = result.testResults.filter(({ status }) => status === 'passed');
    const proved = new Set(passed.flatMap(({ title }) => title.split(':')[0]?.split(', ') ?? []));
    const unproved = proofs.filter((proof) => !proved.has(proof));
    if (unproved.length === 0) return;
    const server = findServer() ?? 'none';
    const line = `MongoDB (server: ${server}): not proved in this run: ${unproved.join(', ')}.\n`;
    process.once('exit', () => void process.stderr.write(line)); // after jest's own summary
  }
}
