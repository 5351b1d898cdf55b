import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { parseDataKeys } from '../store/data-keys.ts';
import { loadOrCreateKeyFile } from '../store/key-file.ts';
import type { Store } from '../store/store.ts';
import { openStoreBeside } from './open-store.ts';

/** The store that the settings name, for a command; a server may have it open too. */
export async function openCommandStore(): Promise<Store> {
  const config = readConfig();
  const keys = config.dataKeys
    ? parseDataKeys(config.dataKeys)
    : loadOrCreateKeyFile(join(config.dataDir, 'data-keys'));
  return openStoreBeside(config, keys);
}
