import { createCaseDataRoutes } from '../casedata/routes.ts';
import { ConfigError, type Config } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { Route } from '../core/http.ts';
import { createIds, type Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Municipality } from '../core/municipality.ts';
import { createDeliveries, type Deliveries } from '../people/deliveries.ts';
import { createClientAddress } from '../server.ts';
import { deriveKey, type DataKey } from '../store/data-keys.ts';
import type { Store } from '../store/store.ts';

/** What writes deliveries, for the server and for `npm run import`. */
export const openDeliveries = (store: Store, keys: readonly DataKey[], log: Log): CaseDataStand => {
  const ids = createIds(deriveKey(keys, 'ids'));
  const tickets = deriveKey(keys, 'pin-tickets');
  return { ids, deliveries: createDeliveries({ store, ids, clock: systemClock, keys: { tickets }, log }) };
};

export interface CaseDataStand {
  ids: Ids;
  deliveries: Deliveries;
}

/** Where the municipalities' own systems deliver; none without keys. Throws `ConfigError` for a key of nobody's. */
export function caseDataRoutes(
  config: Pick<Config, 'caseDataKeys' | 'trustProxy'>,
  { deliveries, ids }: CaseDataStand,
  municipalities: ReadonlyMap<string, Municipality>,
): Route[] {
  const keys = config.caseDataKeys;
  if (!keys) return [];
  const strangers = keys.map(({ municipality }) => municipality).filter((id) => !municipalities.has(id));
  if (strangers.length > 0)
    throw new ConfigError(strangers.map((id) => `CASEDATA_API_KEYS names ${id}, which is not served here.`));
  const clientAddress = createClientAddress(config.trustProxy);
  return createCaseDataRoutes({ keys, municipalities, deliveries, clientAddress, ids, clock: systemClock });
}

/** An import that was cut off is completed by running it again; until then some of its rows are old. */
export async function sayUnfinishedImports(
  { deliveries }: CaseDataStand,
  municipalities: Iterable<string>,
  log: Log,
): Promise<void> {
  for (const municipality of municipalities)
    for (const { kind, rows, startedAt } of await deliveries.unfinished(municipality))
      log.warn(
        { municipality, kind, rows, startedAt: new Date(startedAt).toISOString() },
        'an import was cut off, or is running now: run it again with the same file',
      );
}
