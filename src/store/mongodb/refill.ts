import { reasonOf } from '../../core/errors.ts';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Sealer } from '../sealer.ts';
import { behindIndexOf } from './indexes.ts';
import { storedIndex, toDocument, type PreparedCollection, type StoredDocument } from './stored-document.ts';

const documentsAtOnce = 500;
/** A document that a process of before writes is found by a new index field after at most this time, in ms. */
const refillEveryMs = 5_000;

/**
 * Gives the documents of older shapes the index fields of this one, from their sealed bodies. The version stays; a
 * document that is replaced meanwhile is left to who replaced it, or to the next time. Resolves with how many it saw.
 */
export async function refill(sealer: Sealer, prepared: PreparedCollection): Promise<number> {
  const { handle, shape } = prepared;
  if (shape === 1) return 0;
  const cursor = handle.find({ s: { $lt: shape } }, { hint: behindIndexOf(shape), batchSize: documentsAtOnce });
  let seen = 0;
  let rows: StoredDocument[] = [];
  for await (const row of cursor) {
    seen += 1;
    if (rows.push(row) < documentsAtOnce) continue;
    await fill(sealer, prepared, rows);
    rows = [];
  }
  await fill(sealer, prepared, rows);
  return seen;
}

async function fill(
  sealer: Sealer,
  { collection, handle, shape }: PreparedCollection,
  rows: readonly StoredDocument[],
): Promise<void> {
  if (!rows.length) return;
  const statements = rows.map((row) => {
    const i = storedIndex(sealer, collection, toDocument(sealer, collection, row).index);
    return { updateOne: { filter: { _id: row._id, v: row.v, s: row.s }, update: { $set: { i, s: shape } } } };
  });
  await handle.bulkWrite(statements, { ordered: false });
}

/**
 * Keeps doing so while processes of before may still write. The returned function ends it, and resolves when the one
 * that runs is done.
 */
export function keepRefilling(
  options: { sealer: Sealer; clock: Clock; log: Log },
  prepared: readonly PreparedCollection[],
): () => Promise<void> {
  const { sealer, clock, log } = options;
  const behind = prepared.filter(({ shape }) => shape > 1);
  let isEnded = false;
  let running = Promise.resolve();
  let cancel = (): void => {};

  const runOnce = async (): Promise<void> => {
    for (const one of behind) {
      try {
        await refill(sealer, one);
      } catch (error) {
        log.warn({ collection: one.collection.name, failure: reasonOf(error) }, 'An index could not be filled.');
      }
    }
  };
  const schedule = (): void => {
    cancel = clock.after(refillEveryMs, () => {
      running = runOnce().then(() => {
        if (!isEnded) schedule();
      });
    });
  };
  if (behind.length) schedule();
  return () => {
    isEnded = true;
    cancel();
    return running;
  };
}
