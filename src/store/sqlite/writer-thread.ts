/**
 * The thread that writes: takes everything that waits, commits it as one transaction, answers. The fsync blocks this
 * thread and no other.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../../core/errors.ts';
import { checkpoint, createCommit } from './commit.ts';
import { openWriting } from './connection.ts';
import type { StatementRun } from './statement.ts';

/** `statements` to commit, or else a checkpoint. */
export type WriterRequest = { id: number } & Partial<StatementRun>;

export interface WriterAnswer {
  id: number;
  changes?: number[];
  /** Nothing of the request was applied for certain. */
  failure?: string;
}

/** The parent posts lists of requests, or `close`; lists of answers go back. */
export type WriterMessage = readonly WriterRequest[] | 'close';

const port = parentPort;
if (port) {
  const db = openWriting((workerData as { file: string }).file);
  const commit = createCommit(db);

  const commitAll = (requests: readonly WriterRequest[]): WriterAnswer[] => {
    if (!requests.length) return [];
    const committed = commit(requests.map(({ statements = [], fences = [] }) => ({ statements, fences })));
    return requests.map(({ id }, at) =>
      'failure' in committed ? { id, failure: committed.failure } : { id, changes: committed.changes[at] ?? [] },
    );
  };

  const runCheckpoint = (id: number): WriterAnswer => {
    try {
      checkpoint(db);
      return { id };
    } catch (error) {
      return { id, failure: reasonOf(error) };
    }
  };

  const answer = (requests: readonly WriterRequest[]): WriterAnswer[] => [
    ...commitAll(requests.filter(({ statements }) => statements)),
    ...requests.filter(({ statements }) => !statements).map(({ id }) => runCheckpoint(id)),
  ];

  port.on('message', (first: WriterMessage) => {
    const requests: WriterRequest[] = [];
    let message: WriterMessage | undefined = first;
    while (message && message !== 'close') {
      requests.push(...message);
      message = receiveMessageOnPort(port)?.message as WriterMessage | undefined;
    }
    if (requests.length) port.postMessage(answer(requests));
    if (message !== 'close') return;
    db.close();
    port.close();
  });
}
