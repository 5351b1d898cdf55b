import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ActorBody } from '../../src/conversations/actor.ts';
import type { ActivityIndex, ActivityRow } from '../../src/conversations/documents.ts';
import { createIds, type Ids } from '../../src/core/ids.ts';
import type { Ticket } from '../../src/handoff/ticket.ts';
import { deriveKey, parseDataKeys, type DataKey } from '../../src/store/data-keys.ts';
import { openDocument } from '../../src/store/sealed-document.ts';
import { createSealer } from '../../src/store/sealer.ts';
import { databaseFile } from '../../src/store/sqlite/open.ts';
import type { Document, IndexFields } from '../../src/store/store.ts';

const keysOf = (dataDir: string): DataKey[] => parseDataKeys(readFileSync(join(dataDir, 'data-keys'), 'utf8').trim());

/** The ids that this server gives. */
export const idsOf = (dataDir: string): Ids => createIds(deriveKey(keysOf(dataDir), 'ids'));

/** How many documents of each kind there are. */
export const countDocuments = (dataDir: string): Record<string, number> =>
  reading(dataDir, (db) => {
    const count = (name: string) => Number(db.prepare(`SELECT count(*) AS count FROM "${name}"`).get()?.['count']);
    return Object.fromEntries(tablesOf(db).map((name) => [name, count(name)]));
  });

/** Every document of a kind, opened. */
export const readDocuments = <Body, Index extends IndexFields = IndexFields>(
  dataDir: string,
  name: string,
): Document<Body, Index>[] =>
  reading(dataDir, (db) => {
    const sealer = createSealer(keysOf(dataDir));
    const rows = db.prepare(`SELECT id, version, body FROM "${name}"`).all();
    return rows.map(({ id, version, body }) =>
      openDocument<Body, Index>(
        sealer,
        { name, indexes: [] },
        { id: String(id), version: Number(version), sealed: body as Uint8Array },
      ),
    );
  });

/** Every kind of document there is. */
export const kindsOfDocuments = (dataDir: string): string[] => reading(dataDir, tablesOf);

export const readLogRows = (dataDir: string): Document<ActivityRow, ActivityIndex>[] =>
  readDocuments<ActivityRow, ActivityIndex>(dataDir, 'activities');

export const readTickets = (dataDir: string): Document<ActorBody<Ticket>>[] =>
  readDocuments<ActorBody<Ticket>>(dataDir, 'tickets');

const tablesOf = (db: DatabaseSync): string[] =>
  db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'`)
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith('sqlite_'));

/** Beside the server, which may be running. */
function reading<T>(dataDir: string, read: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(databaseFile(dataDir));
  try {
    db.exec('PRAGMA query_only = ON');
    return read(db);
  } finally {
    db.close();
  }
}
