import { sleep } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import type { ActorId } from '../core/ids.ts';
import type { Row } from './batch.ts';
import { senderLeaseMs } from './commit.ts';
import type { MailboxContext } from './context.ts';
import { activities } from './documents.ts';

const everyMs = 1_000;
const page = 200;
/** So long what may have ended an earlier process has this one for itself, in ms. */
const aloneMs = 5_000;

interface Runs {
  wake(actor: ActorId): void;
  isBusy(actor: ActorId): boolean;
  /** Resolves when what is being done for the actor has ended. */
  done(actor: ActorId): Promise<void>;
  /** Says that these rows were left by a process that ended, for all that is known in the middle of them. */
  left(rows: readonly Row[]): void;
}

/** Takes up what is late, whoever accepted it: rows without a turn, documents that are not settled or delivered. */
export function createSweep(context: MailboxContext, { wake, isBusy, done, left }: Runs) {
  let cancel: (() => void) | undefined;
  const suspects = new Set<ActorId>();

  async function find(horizonMs: number): Promise<{ rows: Row[]; actors: Set<ActorId> }> {
    const below = context.clock.now() + horizonMs + 1;
    const rows = await context.store.find(activities, { range: { field: 'due', from: 0, below }, limit: page });
    const actors = new Set(rows.map((row) => row.body.conversation));
    for (const kind of context.kinds) {
      const due = await context.store.find(kind.collection, { range: { field: 'dueAt', from: 0, below }, limit: page });
      for (const document of due) actors.add(document.id);
    }
    return { rows, actors };
  }

  async function once(horizonMs = 0): Promise<void> {
    const { actors } = await find(horizonMs);
    for (const actor of actors) if (!isBusy(actor) && !suspects.has(actor)) wake(actor);
  }

  /**
   * Of what an ended process left, anything may have ended it. What was tried before is the likelier: it runs after all
   * else, one after the other, so that what was only beside it is answered and does not end with it again.
   */
  async function takeUpWhatWasLeft(): Promise<void> {
    const { rows, actors } = await find(senderLeaseMs);
    left(rows);
    const tried = rows.filter(({ body }) => body.tries > 0).sort((a, b) => a.body.tries - b.body.tries);
    for (const { body } of tried) {
      suspects.delete(body.conversation); // its place is that of its last row
      suspects.add(body.conversation);
    }
    const others = [...actors].filter((actor) => !suspects.has(actor));
    others.forEach(wake);
    void oneByOne([others, ...[...suspects].map((actor) => [actor])]);
  }

  async function oneByOne(groups: readonly ActorId[][]): Promise<void> {
    for (const group of groups) {
      if (context.closing()) return;
      for (const actor of group) if (suspects.delete(actor)) wake(actor);
      await Promise.race([Promise.all(group.map(done)), sleep(context.clock, aloneMs)]);
    }
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
    /** Where no other process can be at work, what the last one left and was sending is taken up at once. */
    async start() {
      await (context.exclusive ? takeUpWhatWasLeft() : once());
      cancel = context.clock.after(everyMs, tick);
    },
    stop: () => cancel?.(),
  };
}
