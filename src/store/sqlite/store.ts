import type { DatabaseSync } from 'node:sqlite';
import { reasonOf } from '../../core/errors.ts';
import { openDocument } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import { QueryError, StoreUnavailable, type Collection, type Store } from '../store.ts';
import { findStatement } from './find-statement.ts';
import { tableOf } from './names.ts';
import { createPrepare, type Statement } from './statement.ts';
import { outcomeOf, writeStatements } from './write-statement.ts';
import type { Writer } from './writer.ts';

export interface SqliteStore extends Store {
  /**
   * After an erase: empties the write-ahead log, so that no file holds what was removed. Throws `StoreUnavailable` when
   * another process keeps reading for 5 s.
   */
  checkpoint(): Promise<void>;
}

interface Row {
  id: string;
  version: number;
  body: Uint8Array;
}

/** Reads on one connection, in this thread (microseconds); writes through the writer. */
export function createSqliteStore(options: {
  reader: DatabaseSync;
  writer: Writer;
  sealer: Sealer;
  collections: readonly Collection[];
}): SqliteStore {
  const { reader, writer, sealer } = options;
  const names = new Set(options.collections.map(({ name }) => name));
  const prepare = createPrepare(reader);
  let closed: Promise<void> | undefined;

  const checkOpen = (): void => {
    if (closed) throw new StoreUnavailable('the store is closed');
  };
  const check = ({ name }: Collection): void => {
    checkOpen();
    if (!names.has(name)) throw new QueryError(`the store was opened without the collection ${name}`);
  };
  const select = ([sql, ...values]: Statement): Row[] => {
    try {
      return prepare(sql).all(...values) as unknown as Row[];
    } catch (cause) {
      throw new StoreUnavailable(`could not read: ${reasonOf(cause)}`, { cause });
    }
  };
  const close = async (): Promise<void> => {
    reader.close(); // first, so that the writer is the last one out and leaves no log beside the file
    await writer.close();
  };

  return {
    async get(collection, id) {
      check(collection);
      const [row] = select([`SELECT id, version, body FROM ${tableOf(collection)} WHERE id = ?`, id]);
      return row && openDocument(sealer, collection, { ...row, sealed: row.body });
    },
    async find(collection, query) {
      check(collection);
      const rows = select(findStatement(sealer, collection, query));
      return rows.map((row) => openDocument(sealer, collection, { ...row, sealed: row.body }));
    },
    async walk(collection, { after = '', limit }) {
      check(collection);
      const table = tableOf(collection);
      const rows = select([`SELECT id, version, body FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`, after, limit]);
      return rows.map((row) => openDocument(sealer, collection, { ...row, sealed: row.body }));
    },
    async write(ops) {
      for (const { collection } of ops) check(collection);
      if (!ops.length) return [];
      const changes = await writer.run(writeStatements(sealer, ops));
      return ops.map((op, at) => outcomeOf(op, changes?.[at]));
    },
    async checkpoint() {
      checkOpen();
      await writer.checkpoint();
    },
    close: () => (closed ??= close()),
  };
}
