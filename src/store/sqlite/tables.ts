import type { DatabaseSync } from 'node:sqlite';
import { indexFieldsOf, openDocument, storedValue } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import { checkNames } from '../names.ts';
import { OtherKeys, type Collection } from '../store.ts';
import { columnOf, indexNameOf, tableOf } from './names.ts';

const rowsAtOnce = 500;

/**
 * Makes the tables of these collections as they are declared now, in one transaction: a table a collection, a column an
 * index field. An index field that is new to a table is filled from the sealed documents. Throws when the file was
 * written with other data keys.
 */
export function prepareTables(db: DatabaseSync, sealer: Sealer, collections: readonly Collection[]): void {
  checkNames(collections);
  db.exec('BEGIN IMMEDIATE');
  try {
    checkKeys(db, sealer);
    for (const collection of collections) prepareTable(db, sealer, collection);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function checkKeys(db: DatabaseSync, sealer: Sealer): void {
  db.exec('CREATE TABLE IF NOT EXISTS "_meta" (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)');
  const insert = `INSERT INTO "_meta" (name, value) VALUES ('keys', ?) ON CONFLICT (name) DO NOTHING`;
  db.prepare(insert).run(sealer.fingerprint);
  const row = db.prepare(`SELECT value FROM "_meta" WHERE name = 'keys'`).get();
  if (row?.['value'] !== sealer.fingerprint) {
    throw new OtherKeys(
      'The store was written with other data keys: the oldest of them must stay the last in DATA_KEYS.',
    );
  }
}

function prepareTable(db: DatabaseSync, sealer: Sealer, collection: Collection): void {
  const table = tableOf(collection);
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL)`,
  );
  const wanted = indexFieldsOf(collection).map((field) => columnOf(collection, field));
  const present = columnsOf(db, collection);
  dropIndexesExcept(
    db,
    collection,
    collection.indexes.map((fields) => indexSql(collection, fields)),
  );
  for (const column of present) if (!wanted.includes(column)) db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  const added = wanted.filter((column) => !present.includes(column));
  for (const column of added) db.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
  if (added.length) fillColumns(db, sealer, collection);
  for (const fields of collection.indexes) {
    db.exec(indexSql(collection, fields).replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS'));
  }
}

const columnsOf = (db: DatabaseSync, collection: Collection): string[] =>
  db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(collection.name)
    .map((row) => String(row['name']))
    .filter((name) => name.startsWith('field_') || name.startsWith('hash_'));

/** Ends in the id, by which ties are ordered; rows without the first field can never be asked for and stay out. */
function indexSql(collection: Collection, fields: readonly string[]): string {
  const columns = fields.map((field) => columnOf(collection, field));
  const name = indexNameOf(collection, fields);
  return `CREATE INDEX ${name} ON ${tableOf(collection)} (${[...columns, 'id'].join(', ')}) WHERE ${columns[0]} IS NOT NULL`;
}

function dropIndexesExcept(db: DatabaseSync, collection: Collection, wanted: readonly string[]): void {
  const select = `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`;
  for (const { name, sql } of db.prepare(select).all(collection.name)) {
    if (!wanted.includes(String(sql))) db.exec(`DROP INDEX "${String(name)}"`);
  }
}

function fillColumns(db: DatabaseSync, sealer: Sealer, collection: Collection): void {
  const table = tableOf(collection);
  const fields = indexFieldsOf(collection);
  const assignments = fields.map((field) => `${columnOf(collection, field)} = ?`).join(', ');
  const select = db.prepare(
    `SELECT rowid, id, version, body FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
  );
  const update = db.prepare(`UPDATE ${table} SET ${assignments} WHERE rowid = ?`);
  for (let after = 0, rows = select.all(after); rows.length; rows = select.all(after)) {
    for (const row of rows) {
      const { id, version, body } = row as { id: string; version: number; body: Uint8Array };
      const { index } = openDocument(sealer, collection, { id, version, sealed: body });
      after = Number(row['rowid']);
      update.run(
        ...fields.map((field) => {
          const value = index[field];
          return value === undefined ? null : storedValue(sealer, collection, field, value);
        }),
        after,
      );
    }
  }
}
