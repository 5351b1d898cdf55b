import type { ActorBody, ActorIndex, ActorKind } from './actor.ts';
import { dueAt } from './commit.ts';
import type { MailboxContext } from './context.ts';

/** The index fields of an actor's document as it is about to be written. */
export function indexOf(context: MailboxContext, kind: ActorKind, body: ActorBody): ActorIndex {
  const due = earliest(dueAt(body, context.clock.now()), wakeAtOf(kind, body));
  return {
    ...kind.indexOf(body.state as never, body.municipality),
    ...(due === undefined ? {} : { dueAt: due }),
    ...(body.since === undefined ? {} : { since: body.since }),
    ...(kind.watched ? { changedAt: context.clock.now() } : {}),
  };
}

/** When its own timer goes; absent for what has no state. */
export const wakeAtOf = (kind: ActorKind, body: ActorBody): number | undefined =>
  body.state === undefined || body.state === null ? undefined : kind.wakeAt?.(body.state as never);

const earliest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
