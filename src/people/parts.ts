import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../store/store.ts';

/** What `people/` is built from. */
export interface Parts {
  store: Store;
  ids: Ids;
  clock: Clock;
  /** `tickets` signs PIN tickets: at least 32 bytes. */
  keys: { tickets: Uint8Array };
  log: Log;
  /** scrypt's N for PINs; the same for as long as a PIN is kept. Tests take a small one. */
  pinCost?: number;
}
