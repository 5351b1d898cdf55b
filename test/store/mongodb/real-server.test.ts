import { describe, expect, test } from '@jest/globals';
import { MongoClient, type Document } from 'mongodb';
import { databaseIn } from '../../../src/store/mongodb/connection.ts';
import { findQuery } from '../../../src/store/mongodb/find-query.ts';
import type { StoredDocument } from '../../../src/store/mongodb/stored-document.ts';
import { sealer } from './keys.ts';
import { insert, notes } from './notes.ts';
import { createOpener } from './opened.ts';
import { fillNotes, queries } from './queries.ts';
import { describeWithMongo, isRealServer } from './server.ts';

const { open } = createOpener();

/** Every stage of a plan, however it is nested. */
const stagesOf = (plan: unknown): Document[] =>
  typeof plan === 'object' && plan !== null
    ? [...('stage' in plan ? [plan as Document] : []), ...Object.values(plan).flatMap(stagesOf)]
    : [];

async function withClient<Answer>(uri: string, ask: (client: MongoClient) => Promise<Answer>): Promise<Answer> {
  const client = new MongoClient(uri);
  try {
    return await ask(client);
  } finally {
    await client.close();
  }
}

/** How many members the replica set has; fewer than three hold no election. */
const membersOf = (uri: string): Promise<number> =>
  withClient(uri, async (client) => {
    const { setName, hosts = [] } = await client.db('admin').command({ isMaster: 1 });
    return setName ? (hosts as string[]).length : 1;
  });

// The reporter beside this file says at the end of a run which of these were not proved: their names stand before the colon.
if (!isRealServer) {
  describe('a real MongoDB', () => {
    test.skip('query plans, majority, elections, failover: skipped, MONGODB_URI names none', () => {});
  });
} else {
  const members = await membersOf(process.env.MONGODB_URI ?? '');
  describeWithMongo('a real MongoDB', (server) => {
    test('query plans: serves every query from its index, and looks at no more than it must', async () => {
      const uri = server.newDatabase();
      await fillNotes(await open(uri));
      await withClient(uri, async (client) => {
        for (const query of queries) {
          const { filter, options } = findQuery(sealer, notes, query);
          const cursor = client.db(databaseIn(uri)).collection<StoredDocument>(notes.name).find(filter, options);
          const { queryPlanner, executionStats } = await cursor.explain('executionStats');
          const stages = stagesOf(queryPlanner.winningPlan);
          expect(stages.map(({ stage }) => stage as string)).not.toContain('COLLSCAN');
          expect(stages.filter(({ stage }) => stage === 'IXSCAN')).toMatchObject([{ indexName: options.hint }]);
          expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(10);
        }
      });
    });

    const testElection = members < 3 ? test.skip : test;
    testElection(
      'majority, elections, failover: loses nothing that it confirmed when another is elected',
      async () => {
        const uri = server.newDatabase();
        const store = await open(uri);
        await withClient(uri, async (client) => {
          const admin = client.db('admin');
          let isElecting = true;
          const confirmed: string[] = [];
          const writing = (async () => {
            for (let at = 0; isElecting || at < 200; at++) {
              const [outcome] = await store.write([insert(`n${at}`)]);
              if (outcome === 'done') confirmed.push(`n${at}`);
            }
          })();
          await admin.command({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 10 });
          await admin.command({ ping: 1 }, { readPreference: 'primary' });
          isElecting = false;
          await writing;
          expect(confirmed.length).toBeGreaterThan(0);
          for (const id of confirmed) expect(await store.get(notes, id)).toBeDefined();
        });
      },
      120_000,
    );
  });
}
