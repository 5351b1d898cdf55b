import { join } from 'node:path';
import { consoleSessions } from '../../src/console/session-record.ts';
import type { Clock } from '../../src/core/clock.ts';
import { createIds } from '../../src/core/ids.ts';
import { findLinkCodes, linkCodeHash } from '../../src/core/link-code.ts';
import { silentLog } from '../../src/core/log.ts';
import type { ChannelIdentity, Person } from '../../src/core/person.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { peopleCollections } from '../../src/people/collections.ts';
import { loadDemoPeople } from '../../src/people/demo-people.ts';
import { createPeople } from '../../src/people/people.ts';
import { seedDemo } from '../../src/people/seed-demo.ts';
import type { CodeAttempt } from '../../src/people/verify-code.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { createSealer } from '../../src/store/sealer.ts';
import { openMemoryStore, openSqliteStore } from '../../src/store/sqlite/open.ts';
import { StoreUnavailable, type Store } from '../../src/store/store.ts';

/** Monday 2 March 2026, 10:00 in the Netherlands. */
export const monday = Date.parse('2026-03-02T09:00:00Z');

export interface HeldClock extends Clock {
  advance(ms: number): void;
}

export function heldClock(start = monday): HeldClock {
  let now = start;
  return {
    now: () => now,
    after: () => () => {},
    advance(ms) {
      now += ms;
    },
  };
}

const municipalities = join(import.meta.dirname, '../../municipalities');
export const demoPeople = loadDemoPeople(
  join(municipalities, 'demo-people'),
  loadMunicipalities(municipalities).values(),
);

const sealer = createSealer([createDataKey('test')]);

export const openStore = (): Promise<Store> =>
  openMemoryStore({ sealer, collections: [...peopleCollections, consoleSessions] as never });

export const openStoreIn = (directory: string): Promise<Store> =>
  openSqliteStore({ directory, sealer, collections: peopleCollections });

/** People on a store in memory, with the demo people in it, and a clock that stands still. */
export async function createWorld(wrap: (store: Store) => Store = (store) => store, open = openStore) {
  const clock = heldClock();
  const ids = createIds(new Uint8Array(32).fill(7));
  const bare = await open();
  await seedDemo(bare, clock, demoPeople);
  const store = wrap(bare);
  const parts = { store, ids, clock, keys: { tickets: new Uint8Array(32).fill(9) }, log: silentLog, pinCost: 1024 };
  const people = createPeople(parts);
  let requests = 0;

  return {
    store,
    bare,
    clock,
    ids,
    people,
    /** A fresh link code of a person, as ten characters. */
    async code(person = 'demo-amina', municipality = 'wegstad'): Promise<string> {
      requests += 1;
      const issued = await people.issueCode({ person, municipality, by: 'sanne', requestId: `code-${requests}` });
      return findLinkCodes(issued.code ?? '').codes[0] ?? '';
    },
    attempt(code: string, change: Partial<CodeAttempt> = {}): CodeAttempt {
      requests += 1;
      return {
        codeHash: linkCodeHash(ids, code),
        identity: phone,
        conversation: 'c_one',
        municipality: 'wegstad',
        activityId: `activity-${requests}`,
        ...change,
      };
    },
    async person(id = 'demo-amina', municipality = 'wegstad'): Promise<Person> {
      const person = await people.person(id, municipality);
      if (!person) throw new Error(`there is no ${id}`);
      return person;
    },
    look: (request: string) => ({
      municipality: 'wegstad',
      actor: { role: 'newcomer' as const, id: 'demo-amina' },
      origin: 'c_one',
      request,
    }),
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export const phone: ChannelIdentity = { channel: 'whatsapp', id: '31600000001' };
export const otherPhone: ChannelIdentity = { channel: 'whatsapp', id: '31600000002' };
export const browser: ChannelIdentity = { channel: 'web', id: 'dl_visitor' };

/** How a store fails at one step: nothing was applied, it was applied and the answer was lost, or a read is not answered. */
export type Fault = 'lost' | 'torn';

/**
 * A store whose step `at` (reads and writes counted together, from 1) fails once. Reads throw; a write answers `unknown`,
 * after having been applied when it is torn.
 */
export function faultyStore(fault: Fault): {
  wrap: (store: Store) => Store;
  failAt(step: number): void;
  failed(): boolean;
} {
  let left = Infinity;
  let hasFailed = false;
  const isNow = (): boolean => {
    left -= 1;
    if (left !== 0) return false;
    hasFailed = true;
    return true;
  };
  return {
    wrap: (store) => ({
      async get(collection, id) {
        if (isNow()) throw new StoreUnavailable('a read was cut off');
        return store.get(collection, id);
      },
      async find(collection, query) {
        if (isNow()) throw new StoreUnavailable('a query was cut off');
        return store.find(collection, query);
      },
      async walk(collection, page) {
        if (isNow()) throw new StoreUnavailable('a walk was cut off');
        return store.walk(collection, page);
      },
      async write(ops) {
        if (!isNow()) return store.write(ops);
        if (fault === 'torn') await store.write(ops);
        return ops.map(() => 'unknown' as const);
      },
      close: () => store.close(),
    }),
    failAt(step) {
      left = step;
      hasFailed = false;
    },
    failed: () => hasFailed,
  };
}

/** Runs until the store answers: the caller that was cut off starts over. */
export async function untilAnswered<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}
