import type { ActorBody, ActorIndex, ActorKind } from './actor.ts';
import { dueAt } from './commit.ts';
import type { MailboxContext } from './context.ts';

/** The index fields of an actor's document as it is about to be written. */
export function indexOf(context: MailboxContext, kind: ActorKind, body: ActorBody): ActorIndex {
  const due = dueAt(body, context.clock.now());
  return {
    ...kind.indexOf(body.state as never, body.municipality),
    ...(due === undefined ? {} : { dueAt: due }),
    ...(body.since === undefined ? {} : { since: body.since }),
    ...(kind.watched ? { changedAt: context.clock.now() } : {}),
  };
}
