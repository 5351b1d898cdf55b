import { Worker } from 'node:worker_threads';
import { reasonOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { StoreUnavailable } from '../store.ts';
import type { StatementRun } from './statement.ts';
import type { Writer } from './writer.ts';
import type { WriterAnswer, WriterRequest } from './writer-thread.ts';

/**
 * Hands writes to a thread of their own. All that is given to it while the thread is busy waits, and becomes one
 * transaction: one wake and one fsync for all. When the thread dies, what it had not answered is unknown, and the next write starts another.
 */
export function createThreadedWriter(file: string, log: Log): Writer {
  const waiting = new Map<number, (answer: WriterAnswer) => void>();
  let queue: WriterRequest[] = [];
  /** What the thread was given and has not answered. */
  const given = new Set<number>();
  let lastId = 0;
  let thread: Worker | undefined;
  let closing = false;

  const settle = (answers: readonly WriterAnswer[]): void => {
    for (const answer of answers) {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
      given.delete(answer.id);
    }
    if (!waiting.size && !closing) thread?.unref(); // a process that has nothing else to do may end
  };

  const start = (): Worker => {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: { file } });
    worker.on('message', (answers: readonly WriterAnswer[]) => {
      settle(answers);
      setImmediate(flush); // what the answers lead to goes along
    });
    worker.on('error', (error) => log.error({ failure: reasonOf(error) }, 'The writer thread failed.'));
    worker.on('exit', () => {
      thread = undefined;
      settle([...given].map((id) => ({ id, failure: 'the writer thread ended' })));
      flush();
    });
    return worker;
  };

  const flush = (): void => {
    if (given.size === 0) give();
  };

  const give = (): void => {
    if (queue.length === 0) return;
    thread ??= start();
    thread.ref();
    thread.postMessage(queue);
    for (const { id } of queue) given.add(id);
    queue = [];
  };

  const ask = (call?: StatementRun): Promise<WriterAnswer> =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      if (queue.push({ id, ...call }) === 1) setImmediate(flush);
    });

  return {
    async run(call) {
      const { changes, failure } = await ask(call);
      if (!changes) log.error({ failure }, 'A write was not committed.');
      return changes;
    },
    async checkpoint() {
      const { failure } = await ask();
      if (failure !== undefined) throw new StoreUnavailable(`the log could not be emptied: ${failure}`);
    },
    async close() {
      closing = true;
      give();
      const worker = thread;
      if (!worker) return;
      worker.ref();
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        worker.postMessage('close');
      });
    },
  };
}
