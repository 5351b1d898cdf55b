import { join } from 'node:path';
import { importFile, type ImportReport } from '../../src/casedata/import-file.ts';
import type { CaseKind } from '../../src/core/case-data.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Municipality } from '../../src/core/municipality.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { createDeliveries } from '../../src/people/deliveries.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld, monday } from '../people/world.ts';

export const municipalities = loadMunicipalities(join(import.meta.dirname, '../../municipalities'));

export interface Imported extends ImportReport {
  said: string[];
}

/** The demo people, and files for them on Monday 2 March 2026. */
export async function createImportWorld(wrap?: (store: Store) => Store) {
  const world = await createWorld(wrap);
  const { store, ids, clock } = world;
  const deliveries = createDeliveries({
    store,
    ids,
    clock,
    keys: { tickets: new Uint8Array(32).fill(9) },
    log: silentLog,
  });
  return {
    ...world,
    deliveries,
    /** Rows as text are CSV, else JSON. */
    async import(kind: CaseKind, content: string | Uint8Array | object, change: ImportChange = {}): Promise<Imported> {
      const said: string[] = [];
      const isJson = typeof content === 'object' && !(content instanceof Uint8Array);
      const text = isJson ? JSON.stringify(content) : content;
      const municipality = { ...municipalities.get(change.municipality ?? 'wegstad'), ...change.settings };
      const report = await importFile(
        { kind, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text, isJson },
        { municipality: municipality as Municipality, asOf: change.asOf ?? '2026-03-02', now: change.now ?? monday },
        { deliveries, ids, say: (line) => void said.push(line) },
      );
      return { ...report, said };
    },
    /** Every document that is kept of a kind, without those of the demo. */
    async kept(collection: never, municipality = 'wegstad') {
      const found = await store.find<Record<string, unknown>, never>(collection, {
        where: { municipality },
        limit: 20_000,
      });
      return found.filter(({ id }) => !id.startsWith('demo-'));
    },
  };
}

interface ImportChange {
  municipality?: string;
  asOf?: string;
  now?: number;
  settings?: Partial<Municipality>;
}

export type ImportWorld = Awaited<ReturnType<typeof createImportWorld>>;
