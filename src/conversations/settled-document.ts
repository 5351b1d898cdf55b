import type { ActorId } from '../core/ids.ts';
import { StoreUnavailable, type WriteOp, type WriteOutcome } from '../store/store.ts';
import type { ActorDocument } from './actor.ts';
import type { MailboxContext } from './context.ts';
import { sends, settle, type RunHooks } from './run.ts';
import { isSettled } from './settle.ts';

export type EraseHooks = Pick<RunHooks, 'wake' | 'grown'>;

/** The document once its log shows all that it decided. */
export async function settledDocument(
  context: MailboxContext,
  hooks: EraseHooks,
  actor: ActorId,
): Promise<ActorDocument | undefined> {
  const kind = context.kind(actor);
  for (;;) {
    const document = await context.store.get(kind.collection, actor);
    if (!document || isSettled(document.body, sends(context, document.body))) return document;
    await settle(context, hooks, kind, document);
  }
}

/** Refused writes were somebody else's change: the callers look again. */
export async function written(context: MailboxContext, ops: readonly WriteOp[]): Promise<WriteOutcome[]> {
  const outcomes = ops.length > 0 ? await context.store.write(ops) : [];
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while erasing');
  return outcomes;
}
