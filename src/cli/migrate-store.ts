import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { collections } from '../app/assemble.ts';
import { migrateStore } from '../app/migrate-store.ts';
import { readConfig, type Config } from '../config.ts';
import { reasonOf } from '../core/errors.ts';
import { parseDataKeys, type DataKey } from '../store/data-keys.ts';
import { loadOrCreateKeyFile } from '../store/key-file.ts';
import { acquireLock, openMongoStore, openSqliteStore } from '../store/registry.ts';
import { createSealer, type Sealer } from '../store/sealer.ts';
import type { Store } from '../store/store.ts';

const kinds = ['sqlite', 'mongodb'] as const;
type Kind = (typeof kinds)[number];

const usage = 'migrate-store -- --from sqlite|mongodb --to mongodb|sqlite';

/** Moves a municipality's whole record from one store to the other. The server must be stopped: it refuses else. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  const from = kinds.find((kind) => kind === values.from);
  const to = kinds.find((kind) => kind === values.to);
  if (!from || !to || from === to) throw new Error(`From which store to which other? Usage: npm run -s ${usage}`);
  const config = readConfig();
  if (!config.mongodbUri) throw new Error('MONGODB_URI is missing: it names the database to move from or to.');
  const lock = acquireLock(config.dataDir);
  try {
    const keys = keysOf(config);
    const sealer = createSealer(keys);
    const [source, target] = [await open(from, config, sealer), await open(to, config, sealer)];
    try {
      const report = await migrateStore(source, target, collections, (collection, documents) => {
        process.stderr.write(`${collection}: ${documents} documents\n`);
      });
      process.stdout.write(`${JSON.stringify(report)}\n`);
    } finally {
      await Promise.all([source.close(), target.close()]);
    }
  } finally {
    lock.release();
  }
}

const keysOf = (config: Config): DataKey[] =>
  config.dataKeys ? parseDataKeys(config.dataKeys) : loadOrCreateKeyFile(join(config.dataDir, 'data-keys'));

const open = (kind: Kind, config: Config, sealer: Sealer): Promise<Store> =>
  kind === 'sqlite'
    ? openSqliteStore({ directory: config.dataDir, sealer, collections })
    : openMongoStore({ uri: config.mongodbUri ?? '', sealer, collections });

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 2;
});
