import type { ConversationId, PersonId } from '../core/ids.ts';
import type { Parts } from './parts.ts';

/** Under which ids a person's PIN and the tries of codes and PINs are kept: keyed hashes. */
export const pinIdOf = ({ ids }: Pick<Parts, 'ids'>, person: PersonId): string => ids.of('pin', person);
export const triesOfPerson = ({ ids }: Pick<Parts, 'ids'>, person: PersonId): string => ids.of('tries-pin', person);
export const triesOfConversation = ({ ids }: Pick<Parts, 'ids'>, conversation: ConversationId): string =>
  ids.of('tries-pin-conversation', conversation);
/** `identity` is the id of the identity's own document. */
export const triesOfIdentity = ({ ids }: Pick<Parts, 'ids'>, identity: string): string =>
  ids.of('tries-code', identity);
