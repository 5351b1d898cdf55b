import { MongoClient } from 'mongodb';

/** A write that a majority has not confirmed by then is unknown. */
const confirmWithinMs = 10_000;
/** Longer than the server waits for its majority, so that its word comes first. */
const answerWithinMs = 15_000;
/** Longer than an election takes. */
const selectWithinMs = 15_000;

const defaultDatabase = 'wegwijs';

/**
 * A write is answered when a majority has it in its journal, and a read sees only what a majority has, so what was once
 * seen is never rolled back. The driver repeats no write: what became of a torn one is for the caller to read. Timeouts
 * and pool sizes may stand in the URI. Does not connect yet.
 */
export function createClient(uri: string): MongoClient {
  const names = new URLSearchParams(uri.split('?')[1] ?? '');
  return new MongoClient(uri, {
    appName: 'wegwijs',
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: confirmWithinMs },
    readConcernLevel: 'majority',
    readPreference: 'primary',
    retryWrites: false,
    retryReads: true,
    promoteBuffers: true,
    ...(!names.has('socketTimeoutMS') && { socketTimeoutMS: answerWithinMs }),
    ...(!names.has('serverSelectionTimeoutMS') && { serverSelectionTimeoutMS: selectWithinMs }),
  });
}

/** The database that the URI names, `wegwijs` when it names none. */
export function databaseIn(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]+)/.exec(uri)?.[1];
  return path === undefined ? defaultDatabase : decodeURIComponent(path);
}
