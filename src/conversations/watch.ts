import { reasonOf } from '../core/errors.ts';
import type { ActorId } from '../core/ids.ts';
import type { MailboxContext } from './context.ts';

const everyMs = 500;
/** Clocks of several machines differ; what changed so shortly before is looked at again. */
const overlapMs = 5_000;
const page = 200;

/**
 * Tells the followers of this process what other processes did: by looking at the documents that somebody follows, and at
 * the kinds whose documents are watched. Not needed where one process has the store for itself.
 */
export function createWatch(context: MailboxContext, followed: () => Iterable<string>, tell: (actor: ActorId) => void) {
  const seen = new Map<ActorId, number>();
  let since = context.clock.now();
  let cancel: (() => void) | undefined;

  function note(actor: ActorId, version: number): void {
    const before = seen.get(actor);
    seen.set(actor, version);
    if (before !== undefined && before !== version) tell(actor);
  }

  async function look(): Promise<void> {
    const now = context.clock.now();
    const keys = new Set(followed());
    for (const actor of seen.keys()) if (!keys.has(actor) && !keys.has(context.kind(actor).prefix)) seen.delete(actor);
    for (const key of keys) {
      const kind = context.kind(key);
      if (key !== kind.prefix) {
        const document = await context.store.get(kind.collection, key);
        if (document) note(key, document.version);
      } else if (kind.watched) {
        const range = { field: 'changedAt', from: since - overlapMs };
        for (const { id, version } of await context.store.find(kind.collection, { range, limit: page })) {
          if (seen.get(id) === undefined) seen.set(id, 0);
          note(id, version);
        }
      }
    }
    since = now;
  }

  const tick = (): void => {
    look()
      .catch((error: unknown) =>
        context.log.warn({ reason: reasonOf(error) }, 'could not look at what other processes did'),
      )
      .finally(() => {
        if (!context.closing()) cancel = context.clock.after(everyMs, tick);
      });
  };

  return {
    start(): void {
      if (!context.exclusive) tick();
    },
    stop: () => cancel?.(),
  };
}
