import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { findServer, startServer, type RunningServer } from '../../stand-ins/mongo-server/launch.ts';

/** What the suites run against; `undefined` when there is nothing. */
export const serverKind = findServer();
const isRequired = (process.env.REQUIRE ?? '').split(',').includes('mongo');

/** Whether the server can be asked how it would run a query, who its members are, and to hold an election. */
export const isRealServer = serverKind === 'named by MONGODB_URI';

export interface Server {
  /** The URI of a new, empty database; gone when the suite is done. */
  newDatabase(): string;
}

/** A suite that needs MongoDB's protocol: skipped, and saying so, where nothing speaks it and `REQUIRE` does not name it. */
export function describeWithMongo(name: string, suite: (server: Server) => void): void {
  if (!serverKind && !isRequired) {
    describe(name, () =>
      test.skip('skipped: no MONGODB_URI, no mongod, and no java, javac and mvn for a stand-in', () => {}),
    );
    return;
  }
  describe(`${name} (server: ${serverKind ?? 'none'})`, () => {
    const databases: string[] = [];
    let running: RunningServer | undefined;
    beforeAll(async () => {
      if (!serverKind)
        throw new Error('REQUIRE names mongo, and there is no MONGODB_URI, mongod, or java, javac and mvn.');
      running = await startServer(serverKind);
    }, 300_000); // the stand-in is built the first time
    afterAll(async () => {
      if (!running) return;
      if (isRealServer) await Promise.all(databases.map(dropDatabase));
      await running.stop();
    });
    suite({
      newDatabase() {
        const uri = withDatabase(running?.uri ?? '', `wegwijs-test-${randomBytes(6).toString('hex')}`);
        databases.push(uri);
        return uri;
      },
    });
  });
}

function withDatabase(uri: string, name: string): string {
  const [, start = '', query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
  const authSource =
    /[?&]authSource=/.test(query) || !start.includes('@') ? '' : `${query ? '&' : '?'}authSource=admin`;
  return `${start}/${name}${query}${authSource}`;
}

async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  await client.db().dropDatabase();
  await client.close();
}
