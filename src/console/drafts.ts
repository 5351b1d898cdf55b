import { collection, StoreUnavailable, type Store } from '../store/store.ts';

/** What was typed for a ticket and not sent. It is the ticket's: who has the ticket next goes on with it. */
export interface Draft {
  municipality: string;
  text: string;
  by: { id: string; name: string };
  /** ms since 1970. */
  at: number;
}

/** The id is the ticket's. */
export const drafts = collection<Draft, { municipality: string; at: number }>({
  name: 'drafts',
  indexes: [['municipality'], ['at']],
});

export interface Drafts {
  of(ticket: string): Promise<Draft | undefined>;
  /** The last one typed stands; an empty text forgets it. */
  keep(ticket: string, draft: Draft): Promise<void>;
  forget(ticket: string): Promise<void>;
}

export function createDrafts(store: Store): Drafts {
  async function forget(ticket: string): Promise<void> {
    const [outcome] = await store.write([{ op: 'remove', collection: drafts, id: ticket }]);
    if (outcome === 'unknown') throw new StoreUnavailable('no answer while removing a draft');
  }
  return {
    forget,
    of: async (ticket) => (await store.get(drafts, ticket))?.body,
    async keep(ticket, body) {
      if (body.text === '') return forget(ticket);
      const written = {
        collection: drafts,
        id: ticket,
        body,
        index: { municipality: body.municipality, at: body.at },
      };
      for (;;) {
        const before = await store.get(drafts, ticket);
        const [outcome] = await store.write([
          before ? { op: 'replace', version: before.version, ...written } : { op: 'insert', ...written },
        ]);
        if (outcome === 'done') return;
        if (outcome === 'unknown') throw new StoreUnavailable('no answer while keeping a draft');
      }
    },
  };
}

/** So long a draft that nobody went on with stays, in ms. */
const draftsStayMs = 14 * 24 * 3_600_000;

/** Removes drafts that nobody went on with; resolves with how many. */
export async function forgetOldDrafts(store: Store, now: number, batch: number): Promise<number> {
  const old = await store.find(drafts, { range: { field: 'at', below: now - draftsStayMs }, limit: batch });
  await store.write(old.map(({ id }) => ({ op: 'remove', collection: drafts, id })));
  return old.length;
}
