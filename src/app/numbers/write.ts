import { createHash } from 'node:crypto';
import type { MunicipalityId } from '../../core/ids.ts';
import { isoDay } from '../../knowledge/dates.ts';
import { StoreUnavailable, type Collection, type IndexFields, type Store, type WriteOp } from '../../store/store.ts';
import { bucketOf, dayNumbers, tallies, type Tally } from './documents.ts';

export interface Counted extends Tally {
  /** Names what is counted. */
  of: string;
  at: number;
  municipality: MunicipalityId;
}

/** One way, so that a count leads to nobody. */
export const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32);

/** Each once, however often it is given. */
export async function writeTallies(store: Store, counted: readonly Counted[]): Promise<void> {
  await written(
    store,
    counted.map(({ of, at, municipality, kind, topic, language, outcome }): WriteOp => {
      const id = hashOf(kind, of, String(at));
      const index = { bucket: bucketOf(municipality, isoDay(at)), key: id, at };
      return { op: 'insert', collection: tallies, id, body: { kind, topic, language, outcome }, index };
    }),
  );
}

/** Counts these days afresh, so that it can be repeated and cut off anywhere. */
export async function fold(store: Store, counted: readonly Counted[]): Promise<void> {
  const days = new Map(
    counted.map(({ municipality, at }) => [bucketOf(municipality, isoDay(at)), { municipality, at }]),
  );
  for (const [bucket, { municipality, at }] of days) {
    const counts: Record<string, number> = {};
    for await (const { kind, topic, language, outcome } of talliesIn(store, bucket)) {
      const key = [kind, topic, language, outcome].join('|');
      counts[key] = (counts[key] ?? 0) + 1;
    }
    await keep(store, dayNumbers, bucket, { body: counts, index: { municipality, day: isoDay(at) } });
  }
}

async function* talliesIn(store: Store, bucket: string): AsyncGenerator<Tally> {
  const limit = 500;
  for (let after = ''; ;) {
    const range = after === '' ? { field: 'key', from: '' } : { field: 'key', after };
    const page = await store.find(tallies, { where: { bucket }, range, limit });
    for (const { body } of page) yield body;
    if (page.length < limit) return;
    after = page.at(-1)?.id ?? '';
  }
}

/** Whatever stood there before; where two write at once, one of the two. */
export async function keep<Body, Index extends IndexFields>(
  store: Store,
  collection: Collection<Body, Index>,
  id: string,
  row: { body: Body; index: Index },
): Promise<void> {
  const before = await store.get(collection, id);
  await written(store, [
    before
      ? { op: 'replace', collection, id, version: before.version, ...row }
      : { op: 'insert', collection, id, ...row },
  ]);
}

export async function written(store: Store, ops: readonly WriteOp[]): Promise<void> {
  if (ops.length === 0) return;
  const outcomes = await store.write(ops);
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while counting');
}
