import { StoreUnavailable } from '../store/store.ts';
import type { ActorDocument, ActorKind } from './actor.ts';
import type { MailboxContext } from './context.ts';
import { wakeAtOf } from './index-of.ts';
import { arrivalRow } from './settle.ts';

/**
 * Puts `actor.woken` into the mailbox of an actor whose own time has come. Its id is that of this time in this state, so
 * that of many processes that see it one puts it there. False when it is not time, or when somebody else was first.
 */
export async function ring(context: MailboxContext, kind: ActorKind, { id, body }: ActorDocument): Promise<boolean> {
  const now = context.clock.now();
  const at = wakeAtOf(kind, body);
  if (at === undefined || at > now) return false;
  const [outcome] = await context.store.write([
    arrivalRow({
      id: context.ids.of('woken', id, String(at), String(body.nextSeq)),
      conversation: id,
      channel: 'none',
      municipality: body.municipality,
      activity: { type: 'event', name: 'actor.woken', value: { at } },
      at: context.tick(),
      now,
    }),
  ]);
  if (outcome === 'unknown') throw new StoreUnavailable('no answer while waking an actor');
  return outcome === 'done';
}
