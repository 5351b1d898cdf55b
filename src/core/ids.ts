import { createHmac, createSecretKey, randomBytes, randomInt } from 'node:crypto';

/** A string that names one kind of thing, so that a ticket's id is never passed for a conversation's. */
type Branded<Name extends string> = string & { readonly __brand?: Name };

export type ActivityId = Branded<'activity'>;
/** The id of an actor: something with a mailbox. Conversations start with `c_`, tickets with `t_`, alerts with `a_`. */
export type ActorId = Branded<'actor'>;
export type ConversationId = ActorId;
export type TicketId = ActorId;
export type PersonId = Branded<'person'>;
export type MunicipalityId = Branded<'municipality'>;

/** Makes ids. Held still in tests. */
export interface Ids {
  /** A keyed hash of what names a thing outside: the same parts give the same id, and the id does not give the parts. */
  of(...parts: readonly string[]): string;
  /** A new id that nobody can guess. */
  random(): string;
}

/** Ids from a key of at least 16 bytes. 24 characters, 144 bits. */
export function createIds(key: Uint8Array): Ids {
  const secret = createSecretKey(key);
  return {
    of(...parts) {
      const named = parts.map((part) => `${part.length}:${part}`).join('');
      return createHmac('sha256', secret).update(named).digest('base64url').slice(0, 24);
    },
    random: () => randomBytes(18).toString('base64url'),
  };
}

/** A whole number in [0, below), from the system's random source. */
export const randomNumber = (below: number): number => randomInt(below);
