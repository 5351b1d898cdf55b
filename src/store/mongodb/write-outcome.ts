import type { BulkWriteResult, MongoBulkWriteError } from 'mongodb';
import type { WriteOutcome } from '../store.ts';
import type { WriteCommand } from './write-command.ts';

const duplicateKey = 11_000;
/** MongoDB sees that a refused replace would insert under another id before it looks whether that one is taken. */
const immutableField = 66;

/** What the server's answer says about each op. What it does not say for certain is unknown, and so is all after that. */
export function outcomesOf(command: WriteCommand, answer: BulkWriteResult): WriteOutcome[] {
  if (answer.getWriteConcernError()) return command.ops.map(() => 'unknown');
  const codes = new Map(answer.getWriteErrors().map(({ index, code }) => [index, code]));
  const outcomes = command.ops.map((_, at) => outcomeOf(command, at, answer, codes.get(at)));
  if (!isCounted(command, answer, outcomes)) return command.ops.map(() => 'unknown');
  const firstUnknown = outcomes.indexOf('unknown');
  return firstUnknown < 0 ? outcomes : outcomes.map((outcome, at) => (at < firstUnknown ? outcome : 'unknown'));
}

function outcomeOf({ ops }: WriteCommand, at: number, answer: BulkWriteResult, code: number | undefined): WriteOutcome {
  const op = ops[at];
  if (op?.op === 'remove') {
    if (code !== undefined) return 'unknown';
    return op.version === undefined || answer.deletedCount === 1 ? 'done' : 'conflict';
  }
  if (op?.op === 'insert') {
    if (code === undefined) return 'done';
    return code === duplicateKey ? 'duplicate' : 'unknown';
  }
  if (code === undefined) return at in answer.upsertedIds ? 'conflict' : 'done';
  return code === duplicateKey || code === immutableField ? 'conflict' : 'unknown';
}

/** An answer that names an outcome for each op also counts them right; one that does not is not understood. */
function isCounted({ ops }: WriteCommand, answer: BulkWriteResult, outcomes: readonly WriteOutcome[]): boolean {
  const done = (kind: string): number => ops.filter(({ op }, at) => op === kind && outcomes[at] === 'done').length;
  return (
    answer.matchedCount === done('replace') &&
    ops.every(({ op }, at) => op !== 'insert' || outcomes[at] !== 'done' || at in answer.upsertedIds)
  );
}

/** The server's answer inside an error that is about single ops; `undefined` for any other: then nothing is known. */
export function answerIn(error: unknown): BulkWriteResult | undefined {
  if (!(error instanceof Error) || error.name !== 'MongoBulkWriteError') return undefined;
  const { result } = error as MongoBulkWriteError;
  return result.hasWriteErrors() ? result : undefined;
}
