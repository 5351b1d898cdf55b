import type { DataKey } from '../../../src/store/data-keys.ts';
import { createSealer } from '../../../src/store/sealer.ts';

export const keys: DataKey[] = [{ id: 'test', key: Buffer.alloc(32, 7) }];

export const sealer = createSealer(keys);
