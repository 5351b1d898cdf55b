import { reasonOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Sealer } from '../sealer.ts';
import { QueryError, StoreUnavailable, type Collection, type Store, type WriteOutcome } from '../store.ts';
import { findQuery } from './find-query.ts';
import { readFields, toDocument, type PreparedCollection } from './stored-document.ts';
import { toCommands, type WriteCommand } from './write-command.ts';
import { answerIn, outcomesOf } from './write-outcome.ts';

/** The port over prepared collections. `close` is called once all that was asked has been answered. */
export function createMongoStore(options: {
  prepared: readonly PreparedCollection[];
  sealer: Sealer;
  log: Log;
  close: () => Promise<void>;
}): Store {
  const { sealer, log } = options;
  const byName = new Map(options.prepared.map((one) => [one.collection.name, one]));
  const asked = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  const prepare = ({ name }: Collection): PreparedCollection => {
    if (closed) throw new StoreUnavailable('the store is closed');
    const prepared = byName.get(name);
    if (!prepared) throw new QueryError(`the store was opened without the collection ${name}`);
    return prepared;
  };
  const track = <Answer>(asking: Promise<Answer>): Promise<Answer> => {
    asked.add(asking);
    const forget = (): boolean => asked.delete(asking);
    void asking.then(forget, forget);
    return asking;
  };
  const read = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await track(ask());
    } catch (cause) {
      throw new StoreUnavailable(`could not read: ${reasonOf(cause)}`, { cause });
    }
  };
  const run = async (command: WriteCommand): Promise<WriteOutcome[]> => {
    try {
      return outcomesOf(command, await command.prepared.handle.bulkWrite(command.statements, { ordered: false }));
    } catch (error) {
      const answer = answerIn(error);
      if (answer) return outcomesOf(command, answer);
      log.error({ failure: failureOf(error) }, 'A write was not confirmed.');
      return command.ops.map(() => 'unknown');
    }
  };
  /** One after the other: the next is sent only when all before it is known. */
  const runAll = async (commands: readonly WriteCommand[]): Promise<WriteOutcome[]> => {
    const outcomes: WriteOutcome[] = [];
    let stopped: 'unknown' | 'skipped' | undefined;
    for (const command of commands) {
      outcomes.push(...(stopped ? command.ops.map(() => stopped!) : await run(command)));
      if (outcomes.includes('unknown')) stopped = 'unknown';
      else if (command.ops.at(-1)?.fence && outcomes.at(-1) !== 'done') stopped = 'skipped';
    }
    return outcomes;
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(asked);
    await options.close();
  };

  return {
    async get(collection, id) {
      const { handle } = prepare(collection);
      const row = await read(() => handle.findOne({ _id: id }, { projection: readFields }));
      return row ? toDocument(sealer, collection, row) : undefined;
    },
    async find(collection, query) {
      const { handle } = prepare(collection);
      const { filter, options: findOptions } = findQuery(sealer, collection, query);
      if (query.limit === 0) return []; // to MongoDB that is no limit
      const rows = await read(() => handle.find(filter, findOptions).toArray());
      return rows.map((row) => toDocument(sealer, collection, row));
    },
    async walk(collection, { after = '', limit }) {
      const { handle } = prepare(collection);
      if (limit === 0) return [];
      const filter = { _id: { $gt: after } };
      const options = { sort: { _id: 1 as const }, hint: { _id: 1 }, limit, batchSize: limit, projection: readFields };
      const rows = await read(() => handle.find(filter, options).toArray());
      return rows.map((row) => toDocument(sealer, collection, row));
    },
    async write(ops) {
      return track(runAll(toCommands(sealer, ops, ({ collection }) => prepare(collection))));
    },
    close: () => (closed ??= close()),
  };
}

/** What may be logged: a message of the server may quote a document. */
function failureOf(error: unknown): string {
  const { name = 'Error', code } = error as { name?: string; code?: number | string };
  return code === undefined ? name : `${name} ${code}`;
}
