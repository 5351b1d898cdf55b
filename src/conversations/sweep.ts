import { reasonOf } from '../core/errors.ts';
import type { ActorId } from '../core/ids.ts';
import { senderLeaseMs } from './commit.ts';
import type { MailboxContext } from './context.ts';
import { activities } from './documents.ts';

const everyMs = 1_000;
const page = 200;

/** Takes up what is late, whoever accepted it: rows without a turn, documents that are not settled or delivered. */
export function createSweep(
  context: MailboxContext,
  wake: (actor: ActorId) => void,
  isBusy: (actor: ActorId) => boolean,
) {
  let cancel: (() => void) | undefined;

  async function once(horizonMs = 0): Promise<void> {
    const below = context.clock.now() + horizonMs + 1;
    const late = await context.store.find(activities, { range: { field: 'due', from: 0, below }, limit: page });
    const actors = new Set(late.map((row) => row.body.conversation));
    for (const kind of context.kinds) {
      const due = await context.store.find(kind.collection, { range: { field: 'dueAt', from: 0, below }, limit: page });
      for (const document of due) actors.add(document.id);
    }
    for (const actor of actors) if (!isBusy(actor)) wake(actor);
  }

  const tick = (): void => {
    once()
      .catch((error: unknown) => context.log.error({ reason: reasonOf(error) }, 'a sweep failed'))
      .finally(() => {
        if (!context.closing()) cancel = context.clock.after(everyMs, tick);
      });
  };

  return {
    once: () => once(),
    /** Where no other process can hold a lane, what the last process was sending is taken up at once. */
    async start() {
      await once(context.exclusive ? senderLeaseMs : 0);
      cancel = context.clock.after(everyMs, tick);
    },
    stop: () => cancel?.(),
  };
}
