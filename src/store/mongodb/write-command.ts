import type { AnyBulkWriteOperation } from 'mongodb';
import { sealDocument } from '../sealed-document.ts';
import type { Sealer } from '../sealer.ts';
import type { WriteOp } from '../store.ts';
import { storedIndex, type PreparedCollection, type StoredDocument } from './stored-document.ts';
import { guardId } from './guard.ts';

/** Consecutive ops of one collection that the server gets as one command, in order. */
export interface WriteCommand {
  prepared: PreparedCollection;
  ops: WriteOp[];
  statements: AnyBulkWriteOperation<StoredDocument>[];
  bytes: number;
}

/** The driver would split a larger one, and the answer to half of it would be lost. A document may have 16 MB. */
const maxCommandBytes = 12_000_000;
const maxCommandOps = 500;

/** The ops as the fewest commands that keep their order and say what became of each. */
export function toCommands(
  sealer: Sealer,
  ops: readonly WriteOp[],
  prepare: (op: WriteOp) => PreparedCollection,
): WriteCommand[] {
  const commands: WriteCommand[] = [];
  for (const op of ops) {
    const prepared = prepare(op);
    const { statement, bytes } = toStatement(sealer, prepared, op);
    const last = commands.at(-1);
    if (last && last.prepared === prepared && joins(last, op) && last.bytes + bytes <= maxCommandBytes) {
      last.ops.push(op);
      last.statements.push(statement);
      last.bytes += bytes;
    } else commands.push({ prepared, ops: [op], statements: [statement], bytes });
  }
  return commands;
}

/** A fence is the last of its command. A delete's answer is one count, so a remove that must name its own outcome is alone. */
function joins({ ops }: WriteCommand, op: WriteOp): boolean {
  const [first] = ops;
  if (!first || ops.length >= maxCommandOps || ops.at(-1)?.fence) return false;
  if (op.op !== 'remove') return first.op !== 'remove';
  return first.op === 'remove' && first.version === undefined && op.version === undefined;
}

/**
 * Inserts and replaces are both upserts, so that they share a command and the server itself says which were refused.
 * No document has version 0, so an insert never matches, and fails on a taken id. A replace that matches nothing would
 * insert the guard, which stands there already, so it fails too. A plain replace would fail silently.
 */
function toStatement(
  sealer: Sealer,
  { collection, shape }: PreparedCollection,
  op: WriteOp,
): { statement: AnyBulkWriteOperation<StoredDocument>; bytes: number } {
  const { id } = op;
  if (op.op === 'remove') {
    const filter = { _id: id, ...(op.version !== undefined && { v: op.version }) };
    return { statement: { deleteOne: { filter } }, bytes: id.length };
  }
  const old = op.op === 'insert' ? 0 : op.version;
  const b = sealDocument(sealer, collection, id, op.index, op.body);
  const $set = { v: old + 1, s: shape, b, i: storedIndex(sealer, collection, op.index) };
  const update = op.op === 'insert' ? { $set } : { $set, $setOnInsert: { _id: guardId } };
  return { statement: { updateOne: { filter: { _id: id, v: old }, update, upsert: true } }, bytes: b.length };
}
